package switchboard.admin.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;

/** Runs the rows of one table, but none with the value "refused" in its second column. */
final class RowsModule implements ConfigModule {
    private final String name;
    private final ConfigTable table;
    private volatile Rows running;

    private RowsModule(String name, ConfigTable table, String... columns) {
        this.name = name;
        this.table = table;
        this.running = new Rows(List.of(columns), List.of());
    }

    static RowsModule servers() {
        return new RowsModule("MYSQL SERVERS", new ConfigTable(new TableDefinition("mysql_servers",
                "CREATE TABLE mysql_servers (hostgroup_id INT CHECK (hostgroup_id>=0) NOT NULL DEFAULT 0 , "
                        + "hostname VARCHAR NOT NULL , port INT NOT NULL DEFAULT 3306 , "
                        + "PRIMARY KEY (hostgroup_id, hostname, port) )"),
                "hostgroup_id, hostname, port", null,
                new FileSection("mysql_servers", false, Map.of("address", "hostname"), List.of("hostname"))),
                "hostgroup_id", "hostname", "port");
    }

    static RowsModule users() {
        return new RowsModule("MYSQL USERS", new ConfigTable(new TableDefinition("mysql_users",
                "CREATE TABLE mysql_users (username VARCHAR NOT NULL , password VARCHAR , active INT NOT NULL DEFAULT 1 , "
                        + "PRIMARY KEY (username) )"),
                "username", null, new FileSection("mysql_users", false, Map.of(), List.of("username"))), "username",
                "password", "active");
    }

    static RowsModule variables(String name, String prefix, String section) {
        return new RowsModule(name, new ConfigTable(new TableDefinition("global_variables",
                "CREATE TABLE global_variables (variable_name VARCHAR NOT NULL PRIMARY KEY , "
                        + "variable_value VARCHAR NOT NULL)"),
                "variable_name", prefix, new FileSection(section, true, Map.of(), List.of())), "variable_name",
                "variable_value");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<ConfigTable> tables() {
        return List.of(table);
    }

    @Override
    public Prepared prepare(Map<String, Rows> rows) {
        Rows given = rows.get(table.name());
        List<String[]> taken = new ArrayList<>();
        List<Rejection> refused = new ArrayList<>();
        for (String[] row : given.values()) {
            if ("refused".equals(row[1])) {
                refused.add(new Rejection(table.name(), row, row, "refused for the test"));
            } else {
                taken.add(row);
            }
        }
        return new Prepared() {
            @Override
            public List<Rejection> rejections() {
                return refused;
            }

            @Override
            public void publish() {
                running = new Rows(given.columns(), taken);
            }
        };
    }

    @Override
    public Map<String, Rows> running() {
        Map<String, Rows> all = new LinkedHashMap<>();
        all.put(table.name(), running);
        return all;
    }
}
