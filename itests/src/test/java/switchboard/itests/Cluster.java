package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * A cluster of three real servers, started by a script of {@code itests/topologies}.
 *
 * @param variables the table of a server's variables
 * @param serves what a server says of itself, 1 where it may be asked
 * @param writes the same, 1 where it may be written to
 */
record Cluster(String script, String prefix, int firstPort, String variables, String serves,
        String writes) implements AutoCloseable {
    private static final String SYNCED = "SELECT COUNT(*) = 2 FROM information_schema.global_status WHERE "
            + "variable_name = 'wsrep_local_state' AND variable_value = '4' "
            + "OR variable_name = 'wsrep_cluster_status' AND variable_value = 'Primary'";
    private static final String ONLINE = "SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE "
            + "member_id = @@server_uuid AND member_state = 'ONLINE' AND NOT @@offline_mode";
    private static final String DONOR = "SELECT COUNT(*) FROM information_schema.global_status WHERE "
            + "variable_name = 'wsrep_local_state' AND variable_value = '2'";
    private static final int WSREP_NOT_READY = 1047;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    static final Cluster GALERA = new Cluster("galera.sh", "ga", 23331, "information_schema.global_variables", SYNCED,
            SYNCED);
    static final Cluster GROUP_REPLICATION = new Cluster("group-replication.sh", "gr", 23311,
            "performance_schema.global_variables", ONLINE, ONLINE + " AND NOT @@super_read_only");

    private static final Path FOLDER = Path.of(System.getenv().getOrDefault("TOPOLOGIES_DIR",
            System.getProperty("java.io.tmpdir") + "/switchboard-topologies"));

    /** Starts it, or repairs what tests have broken. */
    Cluster start() {
        run("start");
        return this;
    }

    String run(String... verb) {
        String path = Workspace.root().resolve("itests/topologies/" + script).toString();
        return Shell.run("bash", "-c", "exec bash " + path + " " + String.join(" ", verb)).orFail().out();
    }

    /** @param number 1 to 3 */
    int port(int number) {
        return firstPort + number - 1;
    }

    int number(String port) {
        return Integer.parseInt(port) - firstPort + 1;
    }

    /** SIGKILL, SIGSTOP and so on, at once. */
    void signal(int number, String signal) {
        try {
            String pid = Files.readString(FOLDER.resolve("run/" + prefix + number + ".pid")).strip();
            Shell.run("kill", "-" + signal, pid).orFail();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Statements on one server, past the proxy. */
    void sql(int number, String... statements) throws SQLException {
        try (Connection connection = new Endpoint(port(number), "app", "app_pw", "").connect()) {
            Sql.run(connection, statements);
        }
    }

    /** What a server answers with its port; without an {@code @}, which would hold the connection to it. */
    String whichPort() {
        return "SELECT variable_value FROM " + variables + " WHERE variable_name = 'PORT'";
    }

    /** Returns as soon as the server says that it may be asked. */
    void awaitServing(int number) {
        await("server " + number + " serves", () -> says(number, serves));
    }

    /** Returns as soon as one of them says that it may be written to. */
    void awaitWriter() {
        await("somebody may be written to", () -> IntStream.rangeClosed(1, 3).anyMatch(each -> says(each, writes)));
    }

    /** Galera: returns as soon as the server gives another one all its data. */
    void awaitDonor(int number) {
        await("server " + number + " is a donor", () -> says(number, DONOR));
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).atMost(PATIENCE)
                .until(condition);
    }

    private boolean says(int number, String question) {
        try (Connection connection = new Endpoint(port(number), "app", "app_pw", "").connect()) {
            return !"0".equals(Sql.value(connection, question));
        } catch (SQLException e) {
            return question.equals(DONOR) && e.getErrorCode() == WSREP_NOT_READY;
        }
    }

    @Override
    public void close() {
        run("stop");
    }
}
