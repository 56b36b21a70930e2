package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One server of the matrix with a proxy in front: what a client sees through it is what it sees without. */
final class MatrixRun implements AutoCloseable {
    private static final int SHOWN = 20;
    private static final int WIDTH = 400;

    private final Path folder = Workspace.temporaryFolder("matrix");
    private final MatrixServer server;
    private final Switchboard switchboard;
    private final MatrixScript script;

    MatrixRun(MatrixServer.Brand brand, Switchboards switchboards, boolean withBlobs)
            throws IOException, SQLException {
        server = new MatrixServer(brand);
        script = new MatrixScript(brand, folder, withBlobs);
        switchboard = switchboards.start(server.proxy());
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
        List<String> through = transcript(client, through(mode), mode, style);
        dump(client, mode, style, "direct", direct);
        dump(client, mode, style, "through", through);
        String name = client.title() + ", " + server.brand().title() + ", " + mode.label() + ", " + style;
        assertEquals("", differences(direct, through), name);
        if (client.showsValues()) {
            Set<String> seen = new HashSet<>(through);
            assertEquals(List.of(), script.expected().stream().filter(line -> !seen.contains(line)).toList(), name);
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
        return client.transcript(to, mode, style, script).stream()
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
