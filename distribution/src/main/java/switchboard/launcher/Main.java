package switchboard.launcher;

import java.io.PrintStream;

/** The entry point. Exit status 0: stopped in order; 1: not started, with one line on stderr that says why. */
public final class Main {
    private Main() {
    }

    public static void main(String[] args) {
        int status = run(args, System.out, System.err);
        System.exit(status);
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            Options options = Options.parse(args);
            if (options.help()) {
                Options.printHelp(out);
            } else if (options.version()) {
                out.println("Switchboard " + Installation.version());
            } else {
                start(options, out);
            }
            return 0;
        } catch (StartException refused) {
            err.println("switchboard: " + refused.getMessage());
            return 1;
        }
    }

    private static void start(Options options, PrintStream out) throws StartException {
        try (Demo demo = options.demo() ? Demo.begin() : null) {
            Installation installation = Installation.of(options, demo);
            try (DataFolder folder = DataFolder.take(installation.datadir())) {
                new Run(installation, folder, demo, out).untilStopped();
            }
        }
    }
}
