package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One server of the matrix with a proxy in front: what a client sees through it is what it sees without. */
final class MatrixRun implements AutoCloseable {
    private static final int SHOWN = 12;
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
        List<String> direct = client.transcript(server.endpoint(mode), mode, style, script);
        List<String> through = client.transcript(through(mode), mode, style, script);
        String name = client.title() + ", " + server.brand().title() + ", " + mode.label() + ", " + style;
        assertEquals("", differences(direct, through), name);
        if (client.showsValues()) {
            Set<String> seen = new HashSet<>(through);
            assertEquals(List.of(), script.expected().stream().filter(line -> !seen.contains(line)).toList(), name);
        }
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
