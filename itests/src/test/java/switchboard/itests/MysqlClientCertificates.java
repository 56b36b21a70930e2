package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link ClientCertificates} with MySQL 9.7, a part of {@code mvn -Pmatrix verify}. */
class MysqlClientCertificates extends ClientCertificates {
    MysqlClientCertificates(Switchboards switchboards) throws Exception {
        super(switchboards, MysqlClientCertificates::mysql);
    }

    /** The server makes certificates of its own at first: these take their place. */
    private static Backend mysql(Authority authority) throws Exception {
        SingleServer server = SingleServer.mysql();
        replace(authority.ca(), server.data().resolve("ca.pem"));
        replace(authority.file("server", "cert"), server.data().resolve("server-cert.pem"));
        replace(authority.file("server", "key"), server.data().resolve("server-key.pem"));
        replace(authority.revoked("withdrawn"), server.data().resolve("revoked.pem"));
        try (Connection connection = Endpoint.app(server.port()).connect()) {
            Sql.run(connection, "SET GLOBAL ssl_crl = 'revoked.pem'", "ALTER INSTANCE RELOAD TLS");
        }
        return new Backend(server.port(), server::close);
    }

    @Test
    void theServerRefusesACertificateOnItsListOfTheRevoked() {
        SQLException refused = Sql.error(() -> currentUser("withdrawn"));
        assertTrue(List.of(2013, 2026, 9001).contains(refused.getErrorCode()), refused::getMessage);
        assertTrue(refused.getMessage().contains("revoked"), refused::getMessage);
    }

    private static void replace(Path from, Path to) throws Exception {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
