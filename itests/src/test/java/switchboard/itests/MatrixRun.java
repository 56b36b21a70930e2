package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** One server of the matrix with a proxy in front: what a client sees through it is what it sees without. */
final class MatrixRun implements AutoCloseable {
    private static final int SHOWN = 20;
    private static final int WIDTH = 400;
    /** The second one too: long values earn it back. */
    private static final Map<String, String> ALL_COMPILERS = Map.of("JAVA_OPTS", "");

    private final Path folder = Workspace.temporaryFolder("matrix");
    private final MatrixServer server;
    private final Switchboard switchboard;
    private final Map<MatrixMode, MatrixScript> scripts = new EnumMap<>(MatrixMode.class);

    /** @param withBlobs ways in which values of 20 MB are sent, too */
    MatrixRun(MatrixServer.Brand brand, Switchboards switchboards, Set<MatrixMode> withBlobs)
            throws IOException, SQLException {
        server = new MatrixServer(brand);
        for (MatrixMode mode : MatrixMode.values()) {
            scripts.put(mode, new MatrixScript(brand, folder, withBlobs.contains(mode)));
        }
        switchboard = switchboards.prepare(server.proxy(), withBlobs.isEmpty() ? Map.of() : ALL_COMPILERS);
        shareCertificates();
        switchboard.start();
        for (MatrixMode mode : MatrixMode.values()) { // MariaDB's own capabilities are offered when all servers were met
            try (Connection connection = through(mode).connect()) {
                Sql.run(connection, "DO 1");
            }
        }
    }

    /** The server's own for the proxy: sysbench takes no certificate that its authority has not signed. */
    private void shareCertificates() throws IOException {
        Path own = Files.createDirectories(switchboard.datadir());
        Files.copy(server.certificates().resolve("ca.pem"), own.resolve("proxysql-ca.pem"));
        Files.copy(server.certificates().resolve("server-cert.pem"), own.resolve("proxysql-cert.pem"));
        Files.copy(server.certificates().resolve("server-key.pem"), own.resolve("proxysql-key.pem"));
    }

    MatrixServer server() {
        return server;
    }

    Switchboard switchboard() {
        return switchboard;
    }

    Endpoint through(MatrixMode mode) {
        return switchboard.proxy().as(mode.user(), "app_pw");
    }

    /** @throws AssertionError with the lines that differ */
    void compare(MatrixClient client, MatrixMode mode, String style) {
        List<String> direct = transcript(client, server.endpoint(mode), mode, style);
        dump(client, mode, style, "direct", direct);
        List<String> through = transcript(client, through(mode), mode, style);
        dump(client, mode, style, "through", through);
        String name = client.title() + ", " + server.brand().title() + ", " + mode.label() + ", " + style;
        assertEquals("", differences(direct, through), name);
        if (client.showsValues()) {
            Set<String> seen = new HashSet<>(through);
            assertEquals(List.of(), scripts.get(mode).expected().stream().filter(line -> !seen.contains(line)).toList(),
                    name);
        }
    }

    /** @throws AssertionError with the lines that differ */
    void compare(String habit, Function<Endpoint, List<String>> transcript, MatrixMode mode) {
        List<String> direct = transcript.apply(server.endpoint(mode));
        List<String> through = transcript.apply(through(mode));
        dump(habit, direct, through);
        assertEquals("", differences(direct, through), habit + ", " + server.brand().title() + ", " + mode.label());
    }

    private void dump(String habit, List<String> direct, List<String> through) {
        try {
            Path habits = Files.createDirectories(MatrixClient.built().resolve("habits"));
            String name = server.brand().label() + "-" + habit.replaceAll("\\W+", "_");
            Files.write(habits.resolve(name + "-direct"), direct);
            Files.write(habits.resolve(name + "-through"), through);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For whoever looks into a difference. */
    private void dump(MatrixClient client, MatrixMode mode, String style, String way, List<String> lines) {
        try {
            Path transcripts = Files.createDirectories(MatrixClient.built().resolve("transcripts"));
            Files.write(transcripts.resolve(String.join("-", server.brand().label(), client.name(), mode.label(), style,
                    way)), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> transcript(MatrixClient client, Endpoint to, MatrixMode mode, String style) {
        return client.transcript(to, mode, style, scripts.get(mode)).stream()
                .filter(line -> !line.startsWith(MatrixScript.CLEAN + " ")).toList();
    }

    private static String differences(List<String> direct, List<String> through) {
        List<String> found = new ArrayList<>();
        int count = 0;
        for (int i = 0; i < Math.max(direct.size(), through.size()); i++) {
            String before = i < direct.size() ? direct.get(i) : "nothing";
            String after = i < through.size() ? through.get(i) : "nothing";
            if (!before.equals(after)) {
                count++;
                if (count <= SHOWN) {
                    found.add("line " + i + "\n  direct:  " + shortened(before) + "\n  through: " + shortened(after));
                }
            }
        }
        return count == 0 ? "" : count + " lines differ\n" + String.join("\n", found);
    }

    private static String shortened(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH) + "...";
    }

    @Override
    public void close() {
        server.close();
        Workspace.delete(folder);
    }
}
