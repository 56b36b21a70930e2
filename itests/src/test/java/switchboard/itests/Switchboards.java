package switchboard.itests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The processes that a test class starts; what still runs after the class is stopped and must end cleanly. */
final class Switchboards implements AutoCloseable {
    private final List<Switchboard> known = new ArrayList<>();

    /** Starts the distribution and waits until both ports answer. */
    Switchboard start(SwitchboardConfig config, String... options) {
        return prepare(config, Map.of(), options).start();
    }

    /** A data folder with a config file, not yet started. */
    Switchboard prepare(SwitchboardConfig config, Map<String, String> environment, String... options) {
        Switchboard switchboard = new Switchboard(config, environment, options);
        known.add(switchboard);
        return switchboard;
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
                if (status != 0) {
                    wrong.add("exit status " + status + " on SIGTERM\n" + each.tail());
                }
            }
            each.delete();
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong));
        }
    }
}
