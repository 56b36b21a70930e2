package switchboard.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where things are, and what the bundles are told.
 *
 * @param home the distribution's folder
 * @param config null if there is none
 * @param properties framework properties {@code switchboard.*}
 */
record Installation(Path home, Path datadir, Path config, boolean console, Map<String, String> properties) {
    private static final Path SYSTEM_CONFIG = Path.of("/etc/switchboard.cnf");
    private static final Pattern DATADIR = Pattern.compile("(?m)^\\s*datadir\\s*[=:]\\s*\"([^\"]+)\"");

    static Installation of(Options options, Demo demo) throws StartException {
        Path home = Path.of(System.getProperty("switchboard.home", ".")).toAbsolutePath().normalize();
        Path config = demo != null ? home.resolve("config/demo.cnf") : config(options, home);
        Path datadir = demo != null ? demo.folder() : datadir(options, config, home);
        Map<String, String> properties = new HashMap<>();
        properties.put("switchboard.home", home.toString());
        properties.put("switchboard.datadir", datadir.toString());
        properties.put("switchboard.config", config == null ? "" : config.toString());
        properties.put("switchboard.start", options.initial() ? "initial" : options.reload() ? "reload" : "normal");
        properties.put("switchboard.keyfile",
                options.databaseKeyFile() == null ? "" : options.databaseKeyFile().toAbsolutePath().toString());
        properties.put("switchboard.admin.socket", options.adminSocket() == null ? "" : options.adminSocket());
        properties.put("switchboard.demo", String.valueOf(demo != null));
        properties.put("switchboard.version", version());
        return new Installation(home, datadir, config, options.console(), Map.copyOf(properties));
    }

    /** For a restart within the process: the database is there, and options for a first start have had their effect. */
    Installation again() {
        Map<String, String> next = new HashMap<>(properties);
        next.put("switchboard.start", "normal");
        return new Installation(home, datadir, config, console, Map.copyOf(next));
    }

    private static Path config(Options options, Path home) throws StartException {
        Path given = options.config();
        if (given == null) {
            Path own = home.resolve("config/switchboard.cnf");
            given = Files.exists(SYSTEM_CONFIG) ? SYSTEM_CONFIG : own;
        }
        if (!Files.isRegularFile(given)) {
            throw new StartException("config file " + given + " does not exist; name one with -c");
        }
        if (!Files.isReadable(given)) {
            throw new StartException("config file " + given + " can't be read; check its permissions");
        }
        return given.toAbsolutePath();
    }

    /** The file's {@code datadir} is needed before anything can parse the whole file. */
    private static Path datadir(Options options, Path config, Path home) throws StartException {
        if (options.datadir() != null) {
            return options.datadir().toAbsolutePath();
        }
        try {
            Matcher named = DATADIR.matcher(Files.readString(config));
            return named.find() ? Path.of(named.group(1)).toAbsolutePath() : home.resolve("data");
        } catch (IOException unreadable) {
            throw new StartException("config file " + config + " can't be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    /** Whether this start reads the config file: there is no database yet, or the command line says so. */
    boolean readsConfig() {
        return config != null && (!properties.get("switchboard.start").equals("normal")
                || !Files.exists(datadir.resolve("switchboard.mv.db")));
    }

    static String version() {
        String version = Installation.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
