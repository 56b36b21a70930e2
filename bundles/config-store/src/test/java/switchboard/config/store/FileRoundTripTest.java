package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigFile.SectionRows;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.config.Layer;
import switchboard.api.table.AdminDatabase.Role;
import switchboard.api.table.Rows;
import switchboard.config.file.ConfigFileModule;
import switchboard.config.store.shape.Column;
import switchboard.config.store.shape.TableShape;

/** Generated configurations: what is written as a config file is read back row by row, and so to equal checksums. */
class FileRoundTripTest {
    private static final long SEED = 20_261_121L;
    private static final int CONFIGURATIONS = 12;
    private static final int ROWS = 12;
    private static final int CHANGES = 25;
    private static final Map<String, String> SECTIONS = new LinkedHashMap<>(); // of spec: table by section
    private static final List<String> TEXTS = List.of("", "0", "007", "12345", "-1", "true", "NULL", "a b", "'", "\"",
            "\\", "\\\"", "\\x41", "\\n", "\n\r\t\f\b\u0000\u001b\u007f", "# no comment", "// */ /*", "@include \"x\"",
            "^SELECT\\s.*\\d+$", "\u00e9\u20ac\uD83D\uDE00\u4f60\u597d", "\uFEFF\uFFFF", "{ a = ( 1, [2] ); }",
            "{\"default-transaction_isolation\":\"READ COMMITTED\"}", " x ", "x".repeat(4000));
    private static final List<String> NUMBERS = List.of("0", "1", "2", "3", "-1", "10", "100", "1000", "65535",
            "86400000", "2147483647", "2147483648", "-2147483648", "4294967295", "9223372036854775807",
            "-9223372036854775808");
    private static final Pattern WORD = Pattern.compile("'([^']*)'");

    static {
        for (String same : List.of("mysql_servers", "mysql_users", "mysql_query_rules", "mysql_replication_hostgroups",
                "mysql_group_replication_hostgroups", "mysql_galera_hostgroups", "mysql_aws_aurora_hostgroups",
                "mysql_servers_ssl_params", "scheduler", "proxysql_servers")) {
            SECTIONS.put(same, same);
        }
        SECTIONS.put("restapi", "restapi_routes");
        for (String without : List.of("mysql_firewall_whitelist_users", "mysql_firewall_whitelist_rules",
                "mysql_firewall_whitelist_sqli_fingerprints", "mysql_hostgroup_attributes",
                "mysql_query_rules_fast_routing")) { // ProxySQL has none for these; a module may give them one
            SECTIONS.put(without, without);
        }
    }

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final ConfigFileModule configFile = new ConfigFileModule();
    private final List<ConfigTable> tables = new ArrayList<>();

    @Test
    void whatIsWrittenIsReadBackRowByRow() throws Exception {
        System.out.println("FileRoundTripTest seed=" + SEED);
        SECTIONS.forEach((section, table) -> tables.add(new ConfigTable(Golden.table(table), key(table), null,
                new FileSection(section, false, Map.of(), List.of()))));
        Path file = folder.resolve("written.cnf");
        FakeModule everything = new FakeModule("EVERYTHING", tables.toArray(ConfigTable[]::new));
        FakeModule variables = FakeModule.variablesModule("MYSQL VARIABLES", "mysql-", "mysql_variables", Map.of());
        long compared = 0;
        try (RunningStore running = new RunningStore(
                new StoreSettings(folder.resolve("data"), StartMode.NORMAL, file, null, Duration.ofSeconds(5)),
                configFile)) {
            Files.writeString(file, "");
            running.start(everything);
            running.start(variables);
            for (int i = 0; i < CONFIGURATIONS; i++) {
                generate(running);
                Map<String, Rows> written = rowsOf(running, everything);
                Map<String, Rows> writtenVariables = rowsOf(running, variables);
                Files.writeString(file, configFile.write(sections(written, writtenVariables)));
                empty(running);
                running.copy("EVERYTHING", Layer.CONFIG_FILE, Layer.MEMORY);
                running.copy("MYSQL VARIABLES", Layer.CONFIG_FILE, Layer.MEMORY);
                compared += assertSame(written, rowsOf(running, everything), i);
                assertSame(writtenVariables, rowsOf(running, variables), i);
            }
        }
        assertTrue(compared > CONFIGURATIONS * SECTIONS.size() * 3L, "too few rows were accepted: " + compared);
    }

    private static String key(String table) {
        TableShape shape = TableShape.of(Golden.table(table));
        return String.join(", ", Arrays.stream(shape.key()).mapToObj(i -> shape.columns().get(i).name()).toList());
    }

    private List<SectionRows> sections(Map<String, Rows> rows, Map<String, Rows> variables) {
        List<SectionRows> sections = new ArrayList<>();
        tables.forEach(table -> sections.add(new SectionRows(table.section(), null, rows.get(table.name()))));
        sections.add(new SectionRows(new FileSection("mysql_variables", true, Map.of(), List.of()), "mysql-",
                variables.get("global_variables")));
        return sections;
    }

    /** What runs after a LOAD is what main holds. */
    private static Map<String, Rows> rowsOf(RunningStore running, FakeModule module) throws Exception {
        running.load(module.name());
        return module.running();
    }

    private static long assertSame(Map<String, Rows> written, Map<String, Rows> read, int configuration) {
        long rows = 0;
        for (Map.Entry<String, Rows> table : written.entrySet()) {
            String where = "seed " + SEED + " configuration " + configuration + " table " + table.getKey();
            assertEquals(lines(table.getValue()), lines(read.get(table.getKey())), where);
            rows += table.getValue().size();
        }
        return rows;
    }

    private static List<List<String>> lines(Rows rows) {
        return rows.values().stream().map(Arrays::asList).toList();
    }

    private void empty(RunningStore running) throws SQLException {
        for (ConfigTable table : tables) {
            running.type("DELETE FROM main." + table.name());
        }
        running.type("DELETE FROM main.global_variables");
    }

    private void generate(RunningStore running) throws SQLException {
        empty(running);
        try (Connection connection = running.store.connect(Role.ADMIN)) {
            for (ConfigTable table : tables) {
                TableShape shape = TableShape.of(table.definition());
                for (int row = 0; row < ROWS; row++) {
                    insert(connection, shape);
                }
                for (int change = 0; change < CHANGES; change++) {
                    change(connection, shape);
                }
            }
            for (int i = 0; i < ROWS; i++) {
                execute(connection, "INSERT INTO global_variables VALUES (?, ?)", "mysql-name_" + i, one(TEXTS));
            }
        }
    }

    /** A row of values that its table may refuse. */
    private void insert(Connection connection, TableShape shape) {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Column column : shape.columns()) {
            boolean needed = column.notNull() && column.defaultSql() == null;
            if (needed || Arrays.stream(shape.key()).anyMatch(i -> shape.columns().get(i) == column)) {
                columns.add('"' + column.name() + '"');
                values.add(value(shape, column));
            }
        }
        execute(connection, "INSERT INTO main." + shape.name() + " (" + String.join(", ", columns) + ") VALUES ("
                + "?, ".repeat(columns.size() - 1) + "?)", values.toArray(String[]::new));
    }

    /** Another value in one column of some rows. */
    private void change(Connection connection, TableShape shape) {
        Column column = shape.columns().get(random.nextInt(shape.columns().size()));
        String value = random.nextInt(5) == 0 ? null : value(shape, column);
        Column key = shape.columns().get(shape.key()[0]);
        execute(connection, "UPDATE main." + shape.name() + " SET \"" + column.name() + "\" = ? WHERE MOD(ORA_HASH(\""
                + key.name() + "\"), 4) = " + random.nextInt(4), value);
    }

    private String value(TableShape shape, Column column) {
        List<String> words = words(shape, column);
        if (!words.isEmpty()) {
            return one(words);
        }
        return one(column.affinity() == Column.Affinity.INTEGER ? NUMBERS : TEXTS);
    }

    /** The words that CHECKs of a text column allow. */
    private static List<String> words(TableShape shape, Column column) {
        List<String> words = new ArrayList<>();
        for (String check : shape.checks()) {
            if (column.affinity() == Column.Affinity.TEXT && check.contains(column.name()) && check.contains("IN")) {
                Matcher word = WORD.matcher(check);
                while (word.find()) {
                    words.add(word.group(1));
                }
            }
        }
        return words;
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static void execute(Connection connection, String sql, String... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException refused) {
            assertTrue(refused.getSQLState().startsWith("2"), refused::toString); // the table's demands, not our SQL
        }
    }
}
