package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server that a script of {@code itests/topologies} starts on a port: {@code script start|wipe PORT}. */
record SingleServer(String script, String folderName, Path folder, int port) implements AutoCloseable {
    /** MySQL 9.7. */
    static SingleServer mysql() {
        return started("single.sh", "one");
    }

    /** MariaDB 11.8 with its plug-ins for logins, and a binary log. */
    static SingleServer mariaDb118() {
        return started("mariadb118.sh", "maria");
    }

    private static SingleServer started(String script, String folderName) {
        SingleServer server = new SingleServer(script, folderName, Workspace.temporaryFolder("my"),
                Workspace.freePorts(1).getFirst());
        server.run("start");
        return server;
    }

    /** The folder into which {@code topologies/fetch-mariadb118.sh} unpacks MariaDB. */
    static Path mariaDb118Home() {
        return MatrixClient.mysql97().resolveSibling("mariadb118");
    }

    /** Its client's plug-ins, in a folder named by the kind of machine. */
    static Path mariaDb118Plugins() {
        try (Stream<Path> machines = Files.list(mariaDb118Home().resolve("usr/lib"))) {
            return machines.map(machine -> machine.resolve("libmariadb3/plugin")).filter(Files::isDirectory)
                    .findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it has its files, the certificates that it made among them (MySQL). */
    Path data() {
        return folder.resolve("run/" + folderName + port);
    }

    private void run(String verb) {
        List<String> command = new ArrayList<>(List.of(
                Workspace.root().resolve("itests/topologies/" + script).toString(), verb, String.valueOf(port)));
        Shell.run(Map.of("TOPOLOGIES_DIR", folder.toString(), "UNPACKED",
                MatrixClient.mysql97().toString(), "UNPACKED118", mariaDb118Home().toString()), "", command).orFail();
    }

    @Override
    public void close() {
        run("wipe");
        Workspace.delete(folder);
    }
}
