package switchboard.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line; options are ProxySQL's where both have them. */
@Command(name = "switchboard", sortOptions = false, descriptionHeading = "%n", optionListHeading = "%n", description = "A MySQL proxy for high availability. Administer it with a MySQL client on port 6032.", footer = {
        "", "Without -c the config file is /etc/switchboard.cnf, or config/switchboard.cnf of the distribution.",
        "It is read when the data folder has no database yet; afterwards the database counts."})
final class Options {
    @Option(names = {"-c", "--config"}, paramLabel = "FILE", description = "config file, in ProxySQL's syntax")
    Path config;

    @Option(names = {"-D", "--datadir"}, paramLabel = "DIR", description = "data folder: database, log, process id")
    Path datadir;

    @Option(names = "--database-key-file", paramLabel = "FILE", description = "encrypt the database with the key in this file")
    Path databaseKeyFile;

    @Option(names = "--initial", description = "set the database aside and begin with the config file")
    boolean initial;

    @Option(names = "--reload", description = "merge the config file into the database")
    boolean reload;

    @Option(names = {"-f", "--foreground"}, description = "stay in the foreground (the default)")
    boolean foreground;

    @Option(names = "--daemon", description = "go to the background when the ports are open")
    boolean daemon;

    @Option(names = {"-S",
            "--admin-socket"}, paramLabel = "IFACES", description = "interfaces of administration instead of admin-mysql_ifaces: 127.0.0.1:6032;/run/sb.sock")
    String adminSocket;

    @Option(names = "--demo", description = "run with two embedded databases and sample data, in a temporary folder")
    boolean demo;

    @Option(names = "--console", description = "a Gogo shell on this terminal (help: 'help proxy:modules')")
    boolean console;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "print the version")
    boolean version;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "print this help")
    boolean help;
}
