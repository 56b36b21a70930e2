package switchboard.config.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;

/** A module that runs the rows it is given, unless it is told to refuse. */
class FakeModule implements ConfigModule {
    static final ConfigTable SERVERS = new ConfigTable(Golden.table("mysql_servers"), "hostgroup_id, hostname, port",
            null,
            new FileSection("mysql_servers", false, Map.of("address", "hostname", "hostgroup", "hostgroup_id"),
                    List.of("hostname")));
    static final ConfigTable HOSTGROUPS = new ConfigTable(Golden.table("mysql_replication_hostgroups"),
            "writer_hostgroup", null, null);
    static final ConfigTable USERS = new ConfigTable(Golden.table("mysql_users"), "username, backend", null,
            new FileSection("mysql_users", false, Map.of(), List.of("username")));
    static final ConfigTable RULES = new ConfigTable(Golden.table("mysql_query_rules"), "rule_id", null, null);

    private final String name;
    private final List<ConfigTable> tables;
    private volatile Map<String, Rows> running = new LinkedHashMap<>();
    volatile String refusal;
    volatile List<Rejection> rejections = List.of();
    volatile int published;

    FakeModule(String name, ConfigTable... tables) {
        this.name = name;
        this.tables = List.of(tables);
        for (ConfigTable table : tables) {
            running.put(table.name(), new Rows(List.of(), List.of()));
        }
    }

    static FakeModule servers() {
        return new FakeModule("MYSQL SERVERS", SERVERS, HOSTGROUPS);
    }

    static FakeModule users() {
        return new FakeModule("MYSQL USERS", USERS);
    }

    static ConfigTable variables(String prefix, String section) {
        return new ConfigTable(Golden.table("global_variables"), "variable_name", prefix,
                new FileSection(section, true, Map.of(), List.of()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<ConfigTable> tables() {
        return tables;
    }

    @Override
    public Prepared prepare(Map<String, Rows> rows) throws ConfigRefusedException {
        if (refusal != null) {
            throw new ConfigRefusedException(refusal);
        }
        List<Rejection> left = rejections;
        Map<String, Rows> next = runningOf(rows);
        return new Prepared() {
            @Override
            public List<Rejection> rejections() {
                return left;
            }

            @Override
            public void publish() {
                running = next;
                published++;
            }
        };
    }

    /** What will run of the rows. */
    Map<String, Rows> runningOf(Map<String, Rows> rows) {
        return new LinkedHashMap<>(rows);
    }

    @Override
    public Map<String, Rows> running() {
        return running;
    }

    void run(String table, String... rows) {
        Map<String, Rows> next = new LinkedHashMap<>(running);
        List<String[]> values = new ArrayList<>();
        for (String row : rows) {
            values.add(row.split("\\|", -1));
        }
        next.put(table, new Rows(running.get(table).columns(), values));
        running = next;
    }

    /** The running rows, their first values joined. */
    List<String> runs(String table, int columns) {
        return running.get(table).values().stream()
                .map(row -> String.join("|", Arrays.asList(row).subList(0, columns))).toList();
    }

    /** Variables with defaults, as the real module has them. */
    static FakeModule variablesModule(String name, String prefix, String section, Map<String, String> defaults) {
        return new FakeModule(name, variables(prefix, section)) {
            @Override
            Map<String, Rows> runningOf(Map<String, Rows> rows) {
                Map<String, String> values = new LinkedHashMap<>();
                defaults.forEach((key, value) -> values.put(prefix + key, value));
                rows.get("global_variables").values().forEach(row -> values.put(row[0], row[1]));
                List<String[]> all = values.entrySet().stream()
                        .map(entry -> new String[]{entry.getKey(), entry.getValue()}).toList();
                return Map.of("global_variables", new Rows(List.of("variable_name", "variable_value"), all));
            }
        };
    }
}
