package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * COM_REGISTER_SLAVE, COM_BINLOG_DUMP and COM_BINLOG_DUMP_GTID of real programs through Switchboard: the log's files byte by
 * byte, and a replica that follows. MariaDB 11.8 and MySQL 9.7, a part of {@code mvn -Pmatrix verify}.
 */
@ExtendWith(RealServers.class)
@TestInstance(Lifecycle.PER_CLASS)
class BinaryLogRelay {
    private final Switchboards switchboards;
    private final List<SingleServer> servers = new ArrayList<>();

    BinaryLogRelay(Switchboards switchboards) {
        this.switchboards = switchboards;
    }

    private SingleServer start(MatrixServer.Brand brand) {
        SingleServer server = brand == MatrixServer.Brand.MARIADB
                ? SingleServer.mariaDb118()
                : SingleServer.mysql();
        servers.add(server);
        return server;
    }

    private static Connection connect(SingleServer server) throws SQLException {
        return Endpoint.app(server.port()).connect();
    }

    @ParameterizedTest
    @MethodSource("switchboard.itests.DriverMatrix#servers")
    void filesAndReplicasAreThoseOfTheServer(MatrixServer.Brand brand) throws IOException, SQLException {
        SingleServer source = start(brand);
        Switchboard switchboard = switchboards.start(SwitchboardConfig.empty().server(10, source.port())
                .user("app", "app_pw", 10).user("relay", "relay_pw", 10, "fast_forward=1"));
        Path folder = Workspace.temporaryFolder("log");
        try (Connection connection = connect(source)) {
            Sql.run(connection, "CREATE USER relay@'%' IDENTIFIED BY 'relay_pw'",
                    "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO relay@'%'",
                    "CREATE TABLE test.t (id INT PRIMARY KEY AUTO_INCREMENT, a LONGBLOB)");
            for (int i = 0; i < 20; i++) {
                Sql.run(connection, "INSERT INTO test.t (a) VALUES (REPEAT('x" + i + "', " + (i * i * 1000 + 1) + "))");
            }
            Sql.run(connection, "FLUSH BINARY LOGS"); // the first file is closed
            String file = Sql.value(connection, "SHOW BINARY LOGS");
            byte[] own = Files.readAllBytes(source.data().resolve(file));
            assertTrue(own.length > 2_000_000, file);
            assertArrayEquals(own, read(brand, switchboard.proxy().port(), folder, file));
            follow(brand, source, switchboard.proxy().port());
        } finally {
            Workspace.delete(folder);
        }
    }

    /** What the server's own program for its binary log brings. */
    private static byte[] read(MatrixServer.Brand brand, int port, Path folder, String file) throws IOException {
        List<String> command = new ArrayList<>(brand == MatrixServer.Brand.MARIADB
                ? List.of(SingleServer.mariaDb118Home().resolve("bin/mariadb-binlog").toString(), "--no-defaults",
                        "--skip-ssl")
                : List.of(MatrixClient.mysql97().resolve("bin/mysqlbinlog").toString(), "--no-defaults",
                        "--get-server-public-key", "--ssl-mode=DISABLED"));
        command.addAll(List.of("--read-from-remote-server", "--raw", "--result-file=" + folder + "/",
                "--protocol=tcp", "--host=127.0.0.1", "--port=" + port, "--user=relay", "--password=relay_pw", file));
        Shell.run(Map.of(), "", command).orFail();
        return Files.readAllBytes(folder.resolve(file));
    }

    private void follow(MatrixServer.Brand brand, SingleServer source, int proxy) throws SQLException {
        try (Connection replica = connect(start(brand)); Connection connection = connect(source)) {
            if (brand == MatrixServer.Brand.MARIADB) {
                Sql.run(replica, "DROP USER app@'%'", // it comes again with the log
                        "DROP DATABASE test", "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + proxy
                                + ", MASTER_USER='relay', MASTER_PASSWORD='relay_pw', MASTER_USE_GTID=no, "
                                + "MASTER_LOG_FILE='" + Sql.value(connection, "SHOW BINARY LOGS")
                                + "', MASTER_LOG_POS=4, "
                                + "MASTER_SSL=0",
                        "START SLAVE");
            } else {
                Sql.run(replica, "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=" + proxy
                        + ", SOURCE_USER='relay', SOURCE_PASSWORD='relay_pw', SOURCE_AUTO_POSITION=1, "
                        + "GET_SOURCE_PUBLIC_KEY=1", "START REPLICA");
            }
            Sql.run(connection, "INSERT INTO test.t (a) VALUES ('while it follows')");
            String checked = "SELECT CONCAT(COUNT(*), ' ', SUM(CRC32(a))) FROM test.t";
            String wanted = Sql.value(connection, checked);
            Awaitility.await("the rows of " + brand).ignoreExceptions().untilAsserted(
                    () -> assertEquals(wanted, Sql.value(replica, checked)));
        }
    }

    @AfterAll
    void stop() {
        servers.forEach(SingleServer::close);
    }
}
