package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** A cluster of three real servers, started by a script of {@code itests/topologies}. */
record Cluster(String script, String prefix, int firstPort) implements AutoCloseable {
    static final Cluster GALERA = new Cluster("galera.sh", "ga", 23331);
    static final Cluster GROUP_REPLICATION = new Cluster("group-replication.sh", "gr", 23311);

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

    @Override
    public void close() {
        run("stop");
    }
}
