package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The README's tutorial, pasted block by block; only ports and folders are others, so that it may run anywhere. */
class TutorialIT {
    private final Path folder = Workspace.temporaryFolder("tutorial");
    private final List<Integer> ports = Workspace.freePorts(5);

    @Test
    void worksByCopyAndPasteAndPrintsWhatThePageShows() throws IOException {
        Map<String, String> environment = environment();
        List<Readme.Step> steps = Readme.steps("Tutorial");
        int done = 0;
        try {
            for (; done < steps.size(); done++) {
                Readme.Step step = steps.get(done);
                Shell.Result result = paste(environment, step.commands()).orFail();
                if (step.prints() != null) {
                    assertEquals(step.prints(), result.out(), step.commands());
                }
            }
        } finally {
            if (done < steps.size()) {
                paste(environment, "tail -n 30 /tmp/switchboard-tutorial/switchboard.log >&2;"
                        + steps.getLast().commands().replaceAll("\n", ";"));
            }
        }
        assertFalse(Files.exists(folder.resolve("data")), "the last block leaves nothing behind");
        Workspace.delete(folder);
    }

    private Shell.Result paste(Map<String, String> environment, String commands) {
        return Shell.run(environment, here(commands), List.of("bash", "-e"));
    }

    /** The block with this test's ports and folders. */
    private String here(String commands) {
        return commands.replace("6032", Integer.toString(ports.get(0))).replace("6033", Integer.toString(ports.get(1)))
                .replace("13306", Integer.toString(ports.get(2))).replace("13307", Integer.toString(ports.get(3)))
                .replace("13308", Integer.toString(ports.get(4)))
                .replace("/tmp/switchboard-tutorial", folder.resolve("data").toString())
                .replace("config/switchboard.cnf", folder.resolve("switchboard.cnf").toString());
    }

    private Map<String, String> environment() throws IOException {
        String sample = Files.readString(Workspace.root().resolve("config/switchboard.cnf"));
        Files.writeString(folder.resolve("switchboard.cnf"), here(sample));
        Files.writeString(folder.resolve(".my.cnf"), "[client]\nskip-ssl\n");
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.toString());
        environment.put("PATH", System.getenv("PATH") + ":" + MariaDbBinary.home().resolve("bin"));
        environment.put("MARIADB_HOME", MariaDbBinary.home().toString());
        environment.put("TOPOLOGY_DIR", folder.resolve("topology").toString());
        environment.put("TOPOLOGY_PORTS", ports.get(2) + " " + ports.get(3) + " " + ports.get(4));
        return environment;
    }
}
