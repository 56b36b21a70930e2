package switchboard.admin.command;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import switchboard.api.admin.AdminAction;
import switchboard.api.admin.AdminStatements;
import switchboard.api.checksum.Checksums;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigFile;
import switchboard.api.config.ConfigPart;
import switchboard.api.listen.Listener;
import switchboard.api.listen.Listeners;
import switchboard.api.listen.ProtocolHandler;
import switchboard.api.modules.ModuleControl;
import switchboard.api.query.RouteExplainer;
import switchboard.api.session.ClientSessions;
import switchboard.api.table.AdminDatabase;
import switchboard.api.table.Rows;
import switchboard.api.variables.VariableValues;
import switchboard.config.store.ConfigStore;

/** The real store, and what else a process has in small: gates that remember, one session, two variables. */
final class TestServices implements Services, Listeners, ProtocolHandler, VariableValues {
    static final long OPEN_SESSION = 5;

    private final ConfigStore store;
    private final ConfigFile configFile;
    private final List<RowsModule> modules;
    private final Map<String, Gate> gates = new TreeMap<>();
    private final List<ClientSessions> sessions = List.of(id -> id == OPEN_SESSION);
    final List<AdminAction> actions = new ArrayList<>();
    final List<AdminStatements> statements = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    RouteExplainer routeExplainer;

    TestServices(ConfigStore store, ConfigFile configFile, List<RowsModule> modules) {
        this.store = store;
        this.configFile = configFile;
        this.modules = modules;
    }

    @Override
    public AdminDatabase database() {
        return store;
    }

    @Override
    public ConfigEngine engine() {
        return store;
    }

    @Override
    public ModuleControl modules() {
        return null;
    }

    @Override
    public VariableValues variables() {
        return this;
    }

    @Override
    public Checksums checksums() {
        return null;
    }

    @Override
    public Listeners listeners() {
        return this;
    }

    @Override
    public ConfigFile configFile() {
        return configFile;
    }

    @Override
    public List<ConfigPart> configParts() {
        return List.copyOf(modules);
    }

    @Override
    public List<ProtocolHandler> proxies() {
        return List.of(this);
    }

    @Override
    public List<ClientSessions> sessions() {
        return sessions;
    }

    @Override
    public List<AdminStatements> statements() {
        return statements;
    }

    @Override
    public RouteExplainer routeExplainer() {
        return routeExplainer;
    }

    @Override
    public List<AdminAction> actions() {
        return actions;
    }

    @Override
    public long awaitServers(long version, Duration limit) {
        return 3;
    }

    @Override
    public void shutdown(boolean inOrder) {
        events.add(inOrder ? "shutdown in order" : "shutdown at once");
    }

    @Override
    public String version() {
        return "9.9.9-test";
    }

    @Override
    public String text(String name) {
        for (RowsModule module : modules) {
            Rows rows = module.running().get("global_variables");
            for (String[] row : rows == null ? List.<String[]>of() : rows.values()) {
                if (row[0].equals(name)) {
                    return row[1];
                }
            }
        }
        throw new IllegalArgumentException("unknown variable " + name);
    }

    @Override
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    @Override
    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    @Override
    public List<Listener> open() {
        return List.of();
    }

    @Override
    public List<String> failures() {
        return List.of();
    }

    @Override
    public Gate gate(String protocol) {
        return gates.getOrDefault(protocol, Gate.OPEN);
    }

    @Override
    public void gate(String protocol, Gate gate) {
        gates.put(protocol, gate);
    }

    @Override
    public void closeAll() {
        gates.clear();
    }

    @Override
    public String protocol() {
        return "mysql";
    }

    @Override
    public void accept(Channel channel, Listener listener) {
        throw new IllegalStateException("no client comes here");
    }

    @Override
    public CompletionStage<Void> drain(Duration limit) {
        events.add("drained");
        return CompletableFuture.completedFuture(null);
    }
}
