package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where things are, and which ports are free. */
final class Workspace {
    private Workspace() {
    }

    /** The folder of the root pom. */
    static Path root() {
        String told = System.getProperty("switchboard.root");
        Path at = Path.of(told == null ? "" : told).toAbsolutePath();
        while (!Files.isDirectory(at.resolve("bundles"))) {
            at = at.getParent();
        }
        return at;
    }

    /** The product as the build assembled it, or another one to test. */
    static Path distribution() {
        String told = System.getProperty("switchboard.distribution");
        return told == null ? root().resolve("distribution/target/switchboard") : Path.of(told).toAbsolutePath();
    }

    /** The jar of a bundle in the distribution. */
    static Path bundle(String name) {
        try (var jars = Files.list(distribution().resolve("bundles"))) {
            return jars.filter(jar -> jar.getFileName().toString().matches(name + "(-[0-9].*)?\\.jar")).findFirst()
                    .orElseThrow(() -> new IllegalStateException("the distribution has no bundle " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new folder with a short path: a Unix socket's path has at most 107 bytes. */
    static Path temporaryFolder(String name) {
        try {
            return Files.createTempDirectory("switchboard-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ports of loopback that nobody uses now, all different. */
    static List<Integer> freePorts(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            for (ServerSocket socket : held) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
