package switchboard.itests;

/** {@link ClientCertificates} with MariaDB, in every build. */
class ClientCertificateIT extends ClientCertificates {
    ClientCertificateIT(Switchboards switchboards) throws Exception {
        super(switchboards, ClientCertificateIT::mariaDb);
    }

    private static Backend mariaDb(Authority authority) throws Exception {
        TlsServer server = new TlsServer("--ssl-ca=" + authority.ca(),
                "--ssl-cert=" + authority.file("server", "cert"), "--ssl-key=" + authority.file("server", "key"));
        return new Backend(server.port(), server::close);
    }
}
