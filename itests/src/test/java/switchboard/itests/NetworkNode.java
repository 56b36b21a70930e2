package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** A node of the distribution in a network namespace of its own. */
final class NetworkNode {
    static final int ADMIN_PORT = 6032;
    private static final String CREDENTIALS = "cluster1:cluster1pass";

    private final int number;
    private final Path folder = Workspace.temporaryFolder("node");
    private Process process;

    /**
     * @param weights of all nodes, in their order
     * @param mode of switchboard-cluster_mode
     */
    NetworkNode(int number, String mode, int intervalMillis, int... weights) {
        this(number, mode, intervalMillis, NodeNetwork::address, weights);
    }

    /** @param address by which a node is known to the others */
    NetworkNode(int number, String mode, int intervalMillis, IntFunction<String> address, int... weights) {
        this.number = number;
        StringBuilder text = new StringBuilder("admin_variables=\n{\n    admin_credentials=\"admin:admin;" + CREDENTIALS
                + "\"\n    mysql_ifaces=\"0.0.0.0:" + ADMIN_PORT
                + "\"\n    cluster_username=\"cluster1\"\n    cluster_password=\"cluster1pass\"\n"
                + "    cluster_check_interval_ms=" + intervalMillis + "\n}\n"
                + "mysql_variables=\n{\n    interfaces=\"0.0.0.0:6033\"\n    monitor_enabled=false\n}\n"
                + "switchboard_variables=\n{\n    cluster_mode=\"" + mode + "\"\n}\nproxysql_servers=\n(\n");
        for (int i = 0; i < weights.length; i++) {
            text.append(i == 0 ? "" : ",\n").append("    { hostname=\"").append(address.apply(i))
                    .append("\", port=" + ADMIN_PORT + ", weight=").append(weights[i]).append(" }");
        }
        try {
            Files.writeString(folder.resolve("switchboard.cnf"), text.append("\n)\n"));
            Files.createDirectories(folder.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return NodeNetwork.address(number) + ":" + ADMIN_PORT;
    }

    /** From outside the nodes' network, whatever is cut there. */
    NodeClient client() {
        return new NodeClient(NodeNetwork.outside(number), ADMIN_PORT, CREDENTIALS);
    }

    void start() {
        List<String> command = List.of("ip", "netns", "exec", NodeNetwork.namespace(number),
                Switchboard.program().toString(), "-c", folder.resolve("switchboard.cnf").toString(), "-D",
                folder.resolve("data").toString());
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("console").toFile())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** STOP, CONT, KILL, TERM. */
    void signal(String name) {
        Shell.run("kill", "-" + name, Long.toString(process.pid())).orFail();
        if (name.equals("KILL") || name.equals("TERM")) {
            process.onExit().join();
        }
    }

    /** Statements in one session, cut or not: the client is in the node's own network. */
    Shell.Result run(String... statements) {
        try {
            List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", NodeNetwork.namespace(number),
                    "timeout", "15", MariaDbBinary.home().resolve("bin/mariadb").toString(), "--no-defaults",
                    "--skip-ssl", "--protocol=tcp", "--host=127.0.0.1", "--port=" + ADMIN_PORT, "--user=admin",
                    "--password=admin", "--connect-timeout=2", "--batch", "--skip-column-names"));
            return Shell.run(Map.of(), String.join(";\n", statements) + ";\n", command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of an answer; none if the node does not answer. */
    List<List<String>> rows(String statement) {
        Shell.Result result = run(statement);
        return result.status() != 0
                ? List.of()
                : result.out().lines().map(line -> Arrays.asList(line.split("\t", -1))).toList();
    }

    String log() {
        try {
            return Files.readString(folder.resolve("data/switchboard.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    void delete() {
        if (isRunning()) {
            signal("KILL");
        }
        Workspace.delete(folder);
    }
}
