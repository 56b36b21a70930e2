package switchboard.cluster.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.table.Rows;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.decision.ServersPart;
import switchboard.cluster.decision.SyncRule;
import switchboard.cluster.peer.PeerCredentials;
import switchboard.cluster.peer.PeerException;
import switchboard.cluster.peer.PeerSettings;
import switchboard.cluster.peer.ShortChecks;
import switchboard.cluster.peer.Timer;

/** A node whose modules are one text each; the rest of it is the bundle's own. */
final class SimulatedNode {
    static final String PEERS = "proxysql_servers";
    static final List<String> MODULES = List.of("admin_variables", "mysql_query_rules", "mysql_users",
            "mysql_variables", PEERS);

    private record Content(long version, long epoch, String text) {
    }

    final PeerAddress address;
    boolean breaksTies = true;
    boolean knowsShortChecks = true;
    private final SimulatedCluster cluster;
    private final Timer timer;
    private final Map<String, Content> contents = new TreeMap<>();
    private Map<String, ModuleChecksum> checksums; // null when something has changed
    private String globalChecksum;
    private Rows list;
    private Mesh mesh;

    SimulatedNode(SimulatedCluster cluster, PeerAddress address, Timer timer) {
        this.cluster = cluster;
        this.address = address;
        this.timer = timer;
    }

    /** Starts with what it has on disk: version 1. */
    void start(Map<String, String> onDisk) {
        contents.clear();
        checksums = null;
        MODULES.forEach(name -> contents.put(name, new Content(1, seconds(), onDisk.getOrDefault(name, ""))));
        mesh = new Mesh(settings(), this::checksums, cluster.transport(this), timer, this::pull);
        mesh.peers(peers());
    }

    void stop() {
        mesh.stop();
        mesh = null;
    }

    boolean isRunning() {
        return mesh != null;
    }

    /** LOAD TO RUNTIME. */
    void load(String name, String text) {
        apply(name, text, seconds());
    }

    String text(String name) {
        return contents.get(name).text();
    }

    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        contents.forEach((name, content) -> texts.put(name, content.text()));
        return texts;
    }

    ModuleChecksum value(String name) {
        return checksums().get(name);
    }

    MeshView view() {
        return mesh.view();
    }

    private void apply(String name, String text, long epoch) {
        checksums = null;
        contents.put(name, new Content(contents.get(name).version() + 1, epoch, text));
        if (name.equals(PEERS)) {
            mesh.peers(peers());
        }
    }

    private List<PeerRow> peers() {
        List<PeerRow> rows = new ArrayList<>();
        for (String host : text(PEERS).split(",")) {
            if (!host.isEmpty()) {
                rows.add(new PeerRow(cluster.address(host), 0, ""));
            }
        }
        return rows;
    }

    private Map<String, ModuleChecksum> checksums() {
        if (checksums == null) {
            Map<String, ModuleChecksum> values = new HashMap<>();
            contents.forEach((name, content) -> values.put(name, new ModuleChecksum(name, content.version(),
                    content.epoch(), checksum(content.text()))));
            checksums = values;
            globalChecksum = Long.toString(Long.MAX_VALUE / 4 + contents.hashCode());
            list = list(values);
        }
        return checksums;
    }

    private String globalChecksum() {
        checksums();
        return globalChecksum;
    }

    private static String checksum(String text) {
        return Long.toHexString(text.hashCode() * 0x9E3779B97F4A7C15L);
    }

    private CompletionStage<Void> pull(Puller.Order order) {
        return cluster.travel(this, order.source(), node -> node.text(order.name())).thenCompose(text -> {
            if (mesh == null || !checksum(text).equals(order.expected().checksum())) {
                return CompletableFuture.failedFuture(new PeerException("mismatching checksum", true));
            }
            Content own = contents.get(order.name());
            if (own.version() > 1 && own.epoch() > order.expected().epochSeconds()) {
                return CompletableFuture.failedFuture(new PeerException("something newer was loaded meanwhile", true));
            }
            apply(order.name(), text, order.expected().epochSeconds());
            return CompletableFuture.completedFuture(null);
        });
    }

    private static ClusterSettings settings() {
        PeerSettings peers = new PeerSettings(new PeerCredentials("cluster", "secret", true), Duration.ofSeconds(1), 10,
                "2.7.1", "", "00000000-0000-0000-0000-000000000000", "0.0.0.0:6032");
        ModuleSetting setting = new ModuleSetting("diffs", new SyncRule(SimulatedCluster.DIFFS), false);
        Map<String, ModuleSetting> modules = new HashMap<>();
        MODULES.forEach(name -> modules.put(name, setting));
        return new ClusterSettings(peers, ServersPart.LOADED, modules, setting, Set.of());
    }

    private long seconds() {
        return timer.epochMillis() / 1000;
    }

    /** What its admin port answers. */
    Rows answer(String sql) throws PeerException {
        if (sql.startsWith("SELECT * FROM stats_mysql_global ")) {
            return new Rows(List.of("Variable_Name", "Variable_Value"),
                    List.of(new String[]{"Client_Connections_connected", "100"},
                            new String[]{"Client_Connections_created", "1000000"},
                            new String[]{"ProxySQL_Uptime", "1000000"}, new String[]{"Questions", "1000000000"},
                            new String[]{"Servers_table_version", "1000"}));
        }
        if (sql.equals(ShortChecks.CHECKSUM) || sql.equals(ShortChecks.CLOCK)) {
            if (!knowsShortChecks) {
                throw new PeerException("syntax error: " + sql, true);
            }
            return ShortChecks.answer(sql.equals(ShortChecks.CLOCK) ? Long.toString(seconds()) : globalChecksum());
        }
        if (sql.startsWith("PROXYSQL CLUSTER_")) {
            return new Rows(List.of(), List.of());
        }
        return switch (sql) {
            case "SELECT @@version" -> one("2.7.1");
            case "SELECT variable_name FROM runtime_global_variables "
                    + "WHERE variable_name='switchboard-cluster_name'" ->
                breaksTies ? one("switchboard-cluster_name") : new Rows(List.of("variable_name"), List.of());
            case "SELECT GLOBAL_CHECKSUM()" -> new Rows(List.of("GLOBAL_CHECKSUM()"), List.<String[]>of(
                    new String[]{globalChecksum()}));
            case "SELECT * FROM runtime_checksums_values ORDER BY name" -> list();
            case "SELECT strftime('%s','now')" -> one(Long.toString(seconds()));
            default -> throw new PeerException("syntax error: " + sql, true);
        };
    }

    private static Rows one(String value) {
        return new Rows(List.of("x"), List.<String[]>of(new String[]{value}));
    }

    private Rows list() {
        checksums();
        return list;
    }

    private static Rows list(Map<String, ModuleChecksum> checksums) {
        List<String[]> values = new ArrayList<>();
        new TreeMap<>(checksums).values().forEach(each -> values.add(new String[]{each.name(),
                Long.toString(each.version()), Long.toString(each.epochSeconds()), each.checksum()}));
        return new Rows(List.of("name", "version", "epoch", "checksum"), values);
    }
}
