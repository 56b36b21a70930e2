package switchboard.itests;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A MariaDB source with two replicas, by {@code itests/topology.sh}: server 1 is the source, 2 and 3 replicate. */
final class Topology implements AutoCloseable {
    /** Asks a server who it is, without the {@code @} that would hold the backend connection. */
    static final String WHICH_SERVER = "SELECT variable_value FROM information_schema.global_variables "
            + "WHERE variable_name = 'SERVER_ID'";

    private final Path folder = Workspace.temporaryFolder("topology");
    private final Path mariaDb;
    private List<Integer> ports;

    Topology() throws IOException {
        mariaDb = MariaDbBinary.home();
        int tries = 3;
        while (!isStarted(--tries == 0)) {
            // somebody's outgoing connection has taken a port that was free
        }
    }

    private boolean isStarted(boolean orFail) {
        ports = Workspace.freePorts(3);
        try {
            script("start");
            return true;
        } catch (AssertionError failed) {
            script("wipe");
            if (orFail || !failed.getMessage().contains("Address already in use")) {
                throw failed;
            }
            return false;
        }
    }

    /** The application's account on server 1, 2 or 3. */
    Endpoint server(int number) {
        return Endpoint.app(port(number));
    }

    int port(int number) {
        return ports.get(number - 1);
    }

    /** The path of its Unix socket. */
    String socket(int number) {
        return folder.resolve(number + ".sock").toString();
    }

    /** An administrator's connection. */
    Connection root(int number) throws SQLException {
        return administrator(number).connect();
    }

    /** The administrator's account on server 1, 2 or 3. */
    Endpoint administrator(int number) {
        return new Endpoint(port(number), "root", "", "mysql");
    }

    /** SIGKILL. */
    void kill(int number) {
        script("kill", Integer.toString(number));
    }

    /** Brings a killed server back. */
    void start(int number) {
        script("start", Integer.toString(number));
    }

    /** Runs statements on the source and waits until both replicas have them. */
    void onSource(String... statements) throws SQLException {
        try (Connection source = server(1).connect()) {
            Sql.run(source, statements);
        }
        awaitReplicas();
    }

    /** Returns when both replicas have all that the source has written. */
    void awaitReplicas() throws SQLException {
        String position;
        try (Connection source = root(1)) {
            position = Sql.value(source, "SELECT @@gtid_binlog_pos");
        }
        for (int replica = 2; replica <= 3; replica++) {
            try (Connection connection = root(replica)) {
                String timedOut = Sql.value(connection, "SELECT MASTER_GTID_WAIT('" + position + "', 30)");
                if (!"0".equals(timedOut)) {
                    throw new AssertionError("server " + replica + " does not reach " + position + ": "
                            + Sql.rows(connection, "SHOW SLAVE STATUS"));
                }
            }
        }
    }

    /** Waits until the server has no more than this many connections of the application. */
    void awaitConnections(int number, int atMost) {
        Awaitility.await("connections of app on server " + number).atMost(Duration.ofSeconds(20))
                .until(() -> connections(number), found -> found <= atMost);
    }

    /** Breaks all connections of the application. */
    void closeConnections(int number) throws SQLException {
        try (Connection root = root(number)) {
            Sql.run(root, "KILL USER app");
        }
        awaitConnections(number, 0);
    }

    /** Connections of the application. */
    int connections(int number) throws SQLException {
        try (Connection root = root(number)) {
            return Integer.parseInt(Sql.value(root,
                    "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'app'"));
        }
    }

    /** What scripts need to find these servers. */
    Map<String, String> environment() {
        return Map.of("TOPOLOGY_DIR", folder.toString(), "TOPOLOGY_PORTS",
                ports.stream().map(String::valueOf).collect(Collectors.joining(" ")), "MARIADB_HOME",
                mariaDb.toString());
    }

    /** Stops all three and deletes their data. */
    @Override
    public void close() {
        script("wipe");
    }

    private void script(String... words) {
        var command = new ArrayList<>(List.of(Workspace.root().resolve("itests/topology.sh").toString()));
        command.addAll(List.of(words));
        Shell.run(environment(), "", command).orFail();
    }
}
