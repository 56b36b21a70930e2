package switchboard.itests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The processes that a test class starts; what still runs after the class is stopped and must end cleanly. */
final class Switchboards implements AutoCloseable {
    private final List<Switchboard> known = new ArrayList<>();
    private final List<Path> copies = new ArrayList<>();

    /** Starts the distribution and waits until both ports answer. */
    Switchboard start(SwitchboardConfig config, String... options) {
        return prepare(config, Map.of(), options).start();
    }

    /** A data folder with a config file, not yet started. */
    Switchboard prepare(SwitchboardConfig config, Map<String, String> environment, String... options) {
        Switchboard switchboard = new Switchboard(Workspace.distribution(), config, environment, options);
        known.add(switchboard);
        return switchboard;
    }

    /** Starts a copy of the distribution, whose {@code deploy} folder is its own. */
    Switchboard startOwnCopy(SwitchboardConfig config) {
        Path copy = Workspace.temporaryFolder("copy");
        copies.add(copy);
        Shell.run("cp", "-a", Workspace.distribution().toString(), copy.toString()).orFail();
        Switchboard switchboard = new Switchboard(copy.resolve("switchboard"), config, Map.of());
        known.add(switchboard);
        return switchboard.start();
    }

    /** The last lines of what each said. */
    String tails() {
        return known.stream().map(Switchboard::tail).collect(Collectors.joining());
    }

    @Override
    public void close() {
        List<String> wrong = new ArrayList<>();
        for (Switchboard each : known) {
            if (each.isRunning()) {
                int status = each.stop();
                if (!Switchboard.ORDERLY.contains(status)) {
                    wrong.add("exit status " + status + " on SIGTERM\n" + each.tail());
                }
            }
            each.delete();
        }
        copies.forEach(Workspace::delete);
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong));
        }
    }
}
