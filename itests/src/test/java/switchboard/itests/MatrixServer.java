package switchboard.itests;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** A server of the matrix with its tables, and an account for each way to connect. */
final class MatrixServer implements AutoCloseable {
    /** Who makes it. */
    enum Brand {
        MARIADB("MariaDB 11.4"), MYSQL("MySQL 9.7");

        private final String title;

        Brand(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Brand brand;
    private final int port;
    private final Path certificates;
    private final Runnable stop;

    MatrixServer(Brand brand) throws IOException, SQLException {
        this.brand = brand;
        if (brand == Brand.MARIADB) {
            certificates = Workspace.temporaryFolder("pem");
            Authority authority = new Authority(certificates).sign("server").sign("client");
            TlsServer server = new TlsServer("--max-allowed-packet=64M", "--local-infile=ON",
                    "--innodb-flush-log-at-trx-commit=2", "--ssl-ca=" + authority.ca(),
                    "--ssl-cert=" + authority.file("server", "cert"), "--ssl-key=" + authority.file("server", "key"));
            port = server.port();
            stop = () -> {
                server.close();
                Workspace.delete(certificates);
            };
        } else {
            SingleServer server = SingleServer.mysql();
            port = server.port();
            certificates = server.data();
            stop = server::close;
        }
        try (Connection connection = Endpoint.app(port).connect()) {
            for (MatrixMode mode : MatrixMode.values()) {
                Sql.run(connection, "CREATE USER " + mode.user() + "@'%' IDENTIFIED BY 'app_pw'",
                        "GRANT ALL ON *.* TO " + mode.user() + "@'%'");
            }
            Sql.run(connection, MatrixScript.tables(brand).toArray(String[]::new));
            JdbcHabits.prepare(connection, brand);
        }
        remember();
    }

    /** So that caching_sha2_password knows the accounts and asks no client for the long way. */
    private void remember() throws SQLException {
        for (MatrixMode mode : MatrixMode.values()) {
            endpoint(mode).connect().close();
        }
    }

    Brand brand() {
        return brand;
    }

    int port() {
        return port;
    }

    /** A folder with its {@code ca.pem}, {@code server-cert.pem}, {@code client-cert.pem} and their keys. */
    Path certificates() {
        return certificates;
    }

    Endpoint endpoint(MatrixMode mode) {
        return Endpoint.app(port).as(mode.user(), "app_pw");
    }

    /** A proxy that says it is this server, and reaches it as its clients reach the proxy. */
    SwitchboardConfig proxy() throws SQLException {
        String version;
        try (Connection connection = Endpoint.app(port).connect()) {
            version = Sql.value(connection, "SELECT VERSION()");
        }
        SwitchboardConfig config = SwitchboardConfig.empty().mysql("server_version", "\"" + version + "\"")
                .mysql("max_allowed_packet", 64 << 20).mysql("enable_load_data_local_infile", "true");
        if (brand == Brand.MYSQL) {
            config.mysql("default_authentication_plugin", "\"caching_sha2_password\"");
        }
        for (MatrixMode mode : MatrixMode.values()) {
            config.server(mode.hostgroup(), port, mode.serverColumns());
            config.user(mode.user(), "app_pw", mode.hostgroup());
        }
        return config;
    }

    @Override
    public void close() {
        stop.run();
    }
}
