package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every table that ProxySQL 2.7.1 lists is there with exactly its definition, but for those named here. A table that comes
 * into being must leave its list: the lists only grow shorter.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenTablesIT {
    private static final Pattern RECORDED = Pattern.compile(
            "^-- (\\w+)\\.(\\w+)  columns.*\\n(CREATE TABLE (?s:.*?)\\);)$",
            Pattern.MULTILINE);

    private static final String DEBUGGING = "a debugging aid of ProxySQL's C++ code: it names source files and lines";

    /** What Switchboard does without, and why. */
    private static final Map<String, List<String>> LEFT_OUT = Map.of(DEBUGGING,
            List.of("main.coredump_filters", "main.runtime_coredump_filters", "stats.stats_proxysql_message_metrics",
                    "stats.stats_proxysql_message_metrics_reset"));

    private final Switchboard switchboard;

    GoldenTablesIT(Switchboards switchboards) {
        switchboard = switchboards.start(SwitchboardConfig.empty());
    }

    @Test
    void everyTableHasProxySqlsDefinitionByTheByte() throws Exception {
        Map<String, String> recorded = recorded();
        missing().keySet().forEach(recorded::remove);
        Map<String, String> printed = new LinkedHashMap<>();
        try (Connection admin = switchboard.admin().connect()) {
            for (String table : recorded.keySet()) {
                printed.put(table, definition(admin, table));
            }
        }
        assertEquals(text(recorded), text(printed));
    }

    @Test
    void whatIsNamedAsMissingIsMissing() throws Exception {
        List<String> there = new ArrayList<>();
        try (Connection admin = switchboard.admin().connect()) {
            missing().forEach((table, reason) -> {
                if (isThere(admin, table)) {
                    there.add(table);
                }
            });
        }
        assertEquals(List.of(), there, "these tables are there now: take them out of the list");
    }

    @Test
    void onlyRecordedTablesAreNamedAsMissing() throws Exception {
        assertTrue(recorded().keySet().containsAll(missing().keySet()), () -> missing().keySet().toString());
        assertEquals(109, recorded().size());
    }

    @Test
    void aTableThatIsLeftOutSaysSo() throws Exception {
        try (Connection admin = switchboard.admin().connect()) {
            SQLException refused = assertThrows(SQLException.class,
                    () -> Sql.rows(admin, "SELECT * FROM coredump_filters"));
            assertEquals("ProxySQL Admin Error: no such table: coredump_filters", refused.getMessage());
        }
    }

    private static String definition(Connection admin, String table) {
        try {
            List<String> row = Sql.rows(admin, "SHOW CREATE TABLE " + table).getFirst();
            assertEquals(table.substring(table.indexOf('.') + 1), row.get(0));
            return row.get(1);
        } catch (SQLException refused) {
            return refused.getMessage();
        }
    }

    private static boolean isThere(Connection admin, String table) {
        return definition(admin, table).startsWith("CREATE TABLE");
    }

    /** All tables that are not there, each with the reason. */
    private static Map<String, String> missing() {
        Map<String, String> missing = new TreeMap<>();
        LEFT_OUT.forEach((reason, tables) -> tables.forEach(table -> missing.put(table, reason)));
        return missing;
    }

    /** What ProxySQL prints, by {@code schema.table}. */
    private static Map<String, String> recorded() throws IOException {
        try (InputStream in = GoldenTablesIT.class.getResourceAsStream("/golden/tables.sql")) {
            Map<String, String> tables = new LinkedHashMap<>();
            Matcher matcher = RECORDED.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (matcher.find()) {
                String sql = matcher.group(3);
                tables.put(matcher.group(1) + '.' + matcher.group(2), sql.substring(0, sql.length() - 1));
            }
            return tables;
        }
    }

    private static String text(Map<String, String> definitions) {
        return definitions.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining("\n"));
    }
}
