package switchboard.launcher;

import java.io.PrintStream;
import picocli.CommandLine;

/** The entry point. Exit status 0: stopped in order; 1: not started, with one line on stderr that says why. */
public final class Main {
    private Main() {
    }

    public static void main(String[] args) {
        int status = run(args, System.out, System.err);
        System.exit(status);
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        Options options = new Options();
        CommandLine line = new CommandLine(options);
        try {
            line.parseArgs(args);
            if (options.initial && options.reload) {
                throw new StartException("--initial and --reload exclude each other");
            }
            if (options.help) {
                line.usage(out);
                return 0;
            }
            if (options.version) {
                out.println("Switchboard " + Installation.version());
                return 0;
            }
            start(options, out);
            return 0;
        } catch (CommandLine.ParameterException wrong) {
            err.println("switchboard: " + firstLine(wrong) + "; see --help");
        } catch (StartException refused) {
            err.println("switchboard: " + refused.getMessage());
        }
        return 1;
    }

    private static void start(Options options, PrintStream out) throws StartException {
        try (Demo demo = options.demo ? Demo.begin() : null) {
            Installation installation = Installation.of(options, demo);
            try (DataFolder folder = DataFolder.take(installation.datadir())) {
                LogSetup.begin(installation);
                new Run(installation, folder, demo, out).untilStopped();
            }
        }
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("unknown option");
    }
}
