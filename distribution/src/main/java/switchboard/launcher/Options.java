package switchboard.launcher;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.HelpFormatter;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;

/**
 * The command line; options are ProxySQL's where both have them.
 *
 * @param config null without the option, as {@code datadir}, {@code databaseKeyFile} and {@code adminSocket}
 */
record Options(Path config, Path datadir, Path databaseKeyFile, String adminSocket, boolean initial, boolean reload,
        boolean demo, boolean console, boolean version, boolean help) {
    private static final int WIDTH = 100;
    private static final String HEADER = "\nA MySQL proxy for high availability. Administer it with a MySQL client on port "
            + "6032.\n\n";
    private static final String FOOTER = "\nWithout -c the config file is /etc/switchboard.cnf, or config/switchboard.cnf of "
            + "the distribution.\nIt is read when the data folder has no database yet; afterwards the database counts.\n";

    private static org.apache.commons.cli.Options accepted() {
        return new org.apache.commons.cli.Options()
                .addOption(value("c", "config", "FILE", "config file, in ProxySQL's syntax"))
                .addOption(value("D", "datadir", "DIR", "data folder: database, log, process id"))
                .addOption(value(null, "database-key-file", "FILE", "encrypt the database with the key in this file"))
                .addOption(flag(null, "initial", "set the database aside and begin with the config file"))
                .addOption(flag(null, "reload", "merge the config file into the database"))
                .addOption(flag("f", "foreground", "stay in the foreground (the default)"))
                .addOption(flag(null, "daemon", "go to the background when the ports are open"))
                .addOption(value("S", "admin-socket", "IFACES", "interfaces of administration instead of "
                        + "admin-mysql_ifaces: 127.0.0.1:6032;/run/sb.sock"))
                .addOption(flag(null, "demo", "run with two embedded databases and sample data, in a temporary folder"))
                .addOption(flag(null, "console", "a Gogo shell on this terminal (help: 'help proxy:modules')"))
                .addOption(flag("V", "version", "print the version"))
                .addOption(flag("h", "help", "print this help"));
    }

    /** @throws StartException if the command line is wrong; it says what */
    static Options parse(String... args) throws StartException {
        try {
            CommandLine line = DefaultParser.builder().setAllowPartialMatching(false).build().parse(accepted(), args);
            if (!line.getArgList().isEmpty()) {
                throw new StartException("unexpected argument: " + line.getArgList().get(0) + "; see --help");
            }
            refuseRepeated(line);
            Options options = new Options(path(line, "config"), path(line, "datadir"), path(line, "database-key-file"),
                    line.getOptionValue("admin-socket"), line.hasOption("initial"), line.hasOption("reload"),
                    line.hasOption("demo"), line.hasOption("console"), line.hasOption("version"),
                    line.hasOption("help"));
            if (options.initial && options.reload) {
                throw new StartException("--initial and --reload exclude each other");
            }
            return options;
        } catch (ParseException wrong) {
            throw new StartException(wrong.getMessage() + "; see --help", wrong);
        }
    }

    static void printHelp(PrintStream out) {
        HelpFormatter formatter = new HelpFormatter();
        formatter.setOptionComparator(null); // in the order above
        PrintWriter writer = new PrintWriter(out, false, out.charset());
        formatter.printHelp(writer, WIDTH, "switchboard [options]", HEADER, accepted(), 2, 2, FOOTER);
        writer.flush();
    }

    /** The library takes the first of two values in silence. */
    private static void refuseRepeated(CommandLine line) throws StartException {
        for (Option option : line.getOptions()) {
            if (option.hasArg() && line.getOptionValues(option).length > 1) {
                throw new StartException("--" + option.getLongOpt() + " is given more than once; see --help");
            }
        }
    }

    private static Path path(CommandLine line, String name) throws StartException {
        String given = line.getOptionValue(name);
        try {
            return given == null ? null : Path.of(given);
        } catch (InvalidPathException wrong) {
            throw new StartException("--" + name + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Option flag(String letter, String name, String text) {
        return Option.builder(letter).longOpt(name).desc(text).build();
    }

    private static Option value(String letter, String name, String argument, String text) {
        return Option.builder(letter).longOpt(name).hasArg().argName(argument).desc(text).build();
    }
}
