package switchboard.admin.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.sql.h2.Catalog;
import switchboard.admin.sql.syntax.TableText;
import switchboard.api.table.AdminDatabase.Role;
import switchboard.api.table.TableDefinition;
import switchboard.config.store.database.MemoryDatabase;
import switchboard.config.store.shape.H2Ddl;
import switchboard.config.store.shape.TableShape;

/** The product's database in memory with ProxySQL's recorded tables, those of disk linked from another database. */
final class GoldenDatabase implements Catalog, AutoCloseable {
    private static final Pattern TABLE = Pattern.compile(
            "^-- (\\w+)\\.(\\w+)  columns.*\\n(CREATE TABLE (?s:.*?)\\));$",
            Pattern.MULTILINE);
    private static final String FILE = "jdbc:h2:mem:%s;MODE=MySQL;DATABASE_TO_UPPER=FALSE"
            + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE;NON_KEYWORDS=KEY,VALUE,USER,INTERVAL,DAY,HOUR,MINUTE,MONTH,SECOND,YEAR";

    private final Map<String, TableText> tables = new LinkedHashMap<>();
    private final MemoryDatabase memory = new MemoryDatabase(() -> UUID.randomUUID().toString());
    private final String fileUrl = FILE.formatted(UUID.randomUUID());
    private final Connection file = DriverManager.getConnection(fileUrl);
    private final Connection owner = memory.connect();
    private final List<String> filled = new ArrayList<>();

    GoldenDatabase() throws SQLException {
        execute(file, "CREATE SCHEMA disk");
        Matcher matcher = TABLE.matcher(resource("/golden/tables.sql"));
        while (matcher.find()) {
            make(matcher.group(1), matcher.group(2), matcher.group(3));
        }
        resource("rows.sql").lines().forEach(filled::add);
    }

    private void make(String schema, String name, String createSql) throws SQLException {
        TableShape shape = TableShape.of(new TableDefinition(name, createSql));
        boolean configuration = schema.equals("main") && !name.startsWith("runtime_");
        String table = H2Ddl.qualified(schema, name);
        if (schema.equals("disk")) {
            execute(file, H2Ddl.create(schema, name, shape));
            memory.execute("CREATE LINKED TABLE " + table + "('', '" + fileUrl + "', '', '', 'disk', '" + name + "')");
        } else {
            memory.execute(configuration ? H2Ddl.create(schema, name, shape) : H2Ddl.createPlain(schema, name, shape));
        }
        boolean written = configuration || schema.equals("disk");
        memory.execute("GRANT SELECT" + (written ? ", INSERT, UPDATE, DELETE" : "") + " ON " + table + " TO \""
                + MemoryDatabase.user(Role.ADMIN) + '"');
        tables.put(schema + '.' + name, TableText.of(createSql));
    }

    /** Puts the tables back to the rows of {@code rows.sql}. */
    void reset() throws SQLException {
        for (String table : List.of("main.mysql_servers", "main.mysql_users", "main.mysql_query_rules",
                "main.mysql_replication_hostgroups", "main.global_variables", "disk.mysql_servers",
                "stats.stats_mysql_processlist", "stats.stats_mysql_query_digest", "stats.stats_mysql_global",
                "monitor.mysql_server_connect_log")) {
            execute(owner, (table.startsWith("disk") ? "DELETE FROM " : "TRUNCATE TABLE ") + table);
        }
        execute(owner, "ALTER TABLE main.mysql_query_rules ALTER COLUMN rule_id RESTART WITH 1");
        execute(owner, "SET SCHEMA_SEARCH_PATH main");
        for (String row : filled) {
            execute(owner, row);
        }
    }

    Connection connect(Role role) throws SQLException {
        return memory.connect(role);
    }

    static String resource(String name) {
        try (InputStream in = GoldenDatabase.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public List<String> schemas() {
        return MemoryDatabase.SCHEMAS;
    }

    @Override
    public List<String> tables(String schema) {
        return tables.keySet().stream().filter(name -> name.startsWith(schema + '.'))
                .map(name -> name.substring(schema.length() + 1)).sorted().toList();
    }

    @Override
    public TableText table(String schema, String name) {
        return tables.get(schema + '.' + name);
    }

    @Override
    public void close() throws SQLException {
        owner.close();
        memory.close();
        file.close();
    }
}
