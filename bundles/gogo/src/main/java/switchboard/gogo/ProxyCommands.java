package switchboard.gogo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.modules.ModuleControl;
import switchboard.api.modules.ModuleException;
import switchboard.api.modules.ModuleInfo;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerStatus;
import switchboard.api.service.Newest;
import switchboard.api.table.AdminDatabase;

/** The scope {@code proxy}. Each command returns the text that the shell prints. */
@Component(service = ProxyCommands.class, property = {"osgi.command.scope=proxy", "osgi.command.function=modules",
        "osgi.command.function=servers", "osgi.command.function=rules", "osgi.command.function=load",
        "osgi.command.function=save", "osgi.command.function=replace"})
public final class ProxyCommands {
    private final Newest<ModuleControl> modules = new Newest<>(null);
    private final Newest<ServerDirectory> servers = new Newest<>(ServerDirectory.OFF);
    private final Newest<ConfigEngine> engine = new Newest<>(null);
    private final Newest<AdminDatabase> database = new Newest<>(null);

    @Descriptor("lists the modules: name, version, state, since when, and why one is not running")
    public String modules() {
        StringBuilder out = new StringBuilder();
        for (ModuleInfo module : needed(modules.get(), "modules").list()) {
            out.append(String.format("%-20s %-16s %-9s %s %s%n", module.name(), module.version(), module.state(),
                    module.since(), module.reason()));
        }
        return out.toString();
    }

    @Descriptor("lists the servers of each hostgroup with their live state")
    public String servers(
            @Descriptor("and the last changes: when, from, to, who, why") @Parameter(names = {"-v",
                    "--verbose"}, absentValue = "false", presentValue = "true") boolean verbose) {
        String list = servers();
        return verbose ? list + changes() : list;
    }

    private String changes() {
        StringBuilder out = new StringBuilder();
        servers.get().events().forEach(event -> out.append(String.format("%s %5d %-40s %s -> %s by %s: %s%n",
                Instant.EPOCH.plus(event.atMicros(), ChronoUnit.MICROS), event.key().hostgroup(),
                event.key().hostname() + ":" + event.key().port(), status(event.from()), status(event.to()),
                event.module(), event.reason())));
        return out.toString();
    }

    private static String status(ServerStatus status) {
        return status == null ? "none" : status.name();
    }

    String servers() {
        StringBuilder out = new StringBuilder();
        new TreeMap<>(servers.get().servers().hostgroups()).forEach((hostgroup, list) -> list.forEach(server -> out
                .append(String.format("%5d %-40s %-24s weight=%d max_connections=%d%n", hostgroup,
                        server.key().hostname() + ":" + server.key().port(), server.status(), server.weight(),
                        server.maxConnections()))));
        return out.isEmpty() ? "no servers" : out.toString();
    }

    @Descriptor("lists the query rules that are running, with their hits")
    @SuppressWarnings("try") // the handle is held, not used
    public String rules() throws SQLException {
        AdminDatabase now = needed(database.get(), "config-store");
        if (now.stoppedModule("mysql_query_rules").isPresent()) {
            throw stopped("mysql-query-rules");
        }
        StringBuilder out = new StringBuilder();
        try (AdminDatabase.Filled filled = now
                .fill(Set.of("runtime_mysql_query_rules", "stats.stats_mysql_query_rules"));
                Connection connection = now.connect(AdminDatabase.Role.ADMIN);
                Statement statement = connection.createStatement();
                ResultSet rules = statement.executeQuery("""
                        SELECT r.rule_id, r.match_digest, r.match_pattern, r.destination_hostgroup, r.apply, h.hits
                        FROM main.runtime_mysql_query_rules r LEFT JOIN stats.stats_mysql_query_rules h
                        ON h.rule_id = r.rule_id ORDER BY r.rule_id""")) {
            while (rules.next()) {
                String pattern = rules.getString(2) != null ? rules.getString(2) : rules.getString(3);
                out.append(String.format("%6d %-40s hostgroup=%s apply=%s hits=%s%n", rules.getInt(1),
                        pattern == null ? "" : pattern, rules.getString(4), rules.getString(5), rules.getString(6)));
            }
        }
        return out.isEmpty() ? "no rules" : out.toString();
    }

    @Descriptor("loads a module's configuration from memory to runtime")
    public String load(@Descriptor("as in SQL, quoted: 'MYSQL SERVERS'") String module) throws ConfigRefusedException {
        ConfigEngine.Outcome outcome = needed(engine.get(), "config-store").copy(name(module), Layer.MEMORY,
                Layer.RUNTIME);
        StringBuilder out = new StringBuilder(name(module) + " is running");
        outcome.rejections().forEach(row -> out.append(System.lineSeparator()).append(row.table()).append(": ")
                .append(row.reason()));
        return out.toString();
    }

    @Descriptor("saves a module's configuration from memory to disk")
    public String save(@Descriptor("as in SQL, quoted: 'MYSQL SERVERS'") String module) throws ConfigRefusedException {
        needed(engine.get(), "config-store").copy(name(module), Layer.MEMORY, Layer.DISK);
        return name(module) + " is on the disk";
    }

    @Descriptor("puts the bundle of a jar in the place of the one with its name, without a gap")
    public String replace(@Descriptor("path of the jar") String jar) throws ModuleException {
        ModuleInfo now = needed(modules.get(), "modules").replace(Path.of(jar));
        return now.name() + " " + now.version() + " is running";
    }

    private static String name(String module) {
        return module.toUpperCase(Locale.ROOT).replaceAll("[-_\\s]+", " ").strip();
    }

    private static <T> T needed(T service, String module) {
        if (service == null) {
            throw stopped(module);
        }
        return service;
    }

    private static IllegalStateException stopped(String module) {
        return new IllegalStateException("the module " + module + " is stopped");
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindModules(ModuleControl found, Map<String, ?> properties) {
        modules.bind(found, properties);
    }

    void unbindModules(ModuleControl gone) {
        modules.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindServers(ServerDirectory found, Map<String, ?> properties) {
        servers.bind(found, properties);
    }

    void unbindServers(ServerDirectory gone) {
        servers.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEngine(ConfigEngine found, Map<String, ?> properties) {
        engine.bind(found, properties);
    }

    void unbindEngine(ConfigEngine gone) {
        engine.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDatabase(AdminDatabase found, Map<String, ?> properties) {
        database.bind(found, properties);
    }

    void unbindDatabase(AdminDatabase gone) {
        database.unbind(gone);
    }
}
