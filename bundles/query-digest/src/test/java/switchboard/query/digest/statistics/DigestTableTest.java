package switchboard.query.digest.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.table.RowFilter;

class DigestTableTest {
    @ParameterizedTest
    @ValueSource(strings = {"stats_mysql_query_digest", "stats_mysql_query_digest_reset"})
    void isDefinedAsInProxySql(String name) throws IOException {
        DigestTable table = new DigestTable(name, List::of);
        try (var in = getClass().getResourceAsStream("/golden/tables.sql")) {
            String golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(golden.contains("\n" + table.table().createSql() + ";\n"), table.table().createSql());
        }
        assertEquals("stats", table.schema());
        assertEquals(name, table.table().name());
    }

    @Test
    void showsADigestInHex() {
        Object[] row = {1, "s", "u", "", 0x1E092DAEFFBBF262L, "select ?", 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L};
        List<Object[]> shown = new ArrayList<>();
        new DigestTable("stats_mysql_query_digest", () -> List.of(row, new Object[]{1, "s", "u", "", 0L, "", 1L, 2L,
                3L, 4L, 5L, 6L, 7L, 8L})).read(shown::add);
        assertEquals("0x1E092DAEFFBBF262", shown.get(0)[4]);
        assertEquals("0x0000000000000000", shown.get(1)[4]);
    }

    @Test
    void leavesOutWhatAFilterDoesNotNeed() {
        List<Object[]> rows = List.of(row("s", "u", 0xAL), row("s", "v", 0xBL), row("t", "u", 0xCL));
        assertEquals(List.of("0x000000000000000A", "0x000000000000000C"), shown(rows, "username", "u"));
        assertEquals(List.of("0x000000000000000C"), shown(rows, "schemaname", "t"));
        assertEquals(List.of("0x000000000000000B"), shown(rows, "digest", "0x000000000000000B"));
        assertEquals(List.of(), shown(rows, "digest", "0x000000000000000b"), "no digest is shown so");
        assertEquals(3, shown(rows, "count_star", "5").size(), "the statement decides");
    }

    private static Object[] row(String schema, String user, long digest) {
        return new Object[]{1, schema, user, "", digest, "select ?", 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L};
    }

    private static List<Object> shown(List<Object[]> rows, String column, String value) {
        List<Object> digests = new ArrayList<>();
        new DigestTable("stats_mysql_query_digest", () -> rows.stream().map(Object[]::clone).toList()).read(
                row -> digests.add(row[4]), new RowFilter(Map.of(column, Set.of(value)), Long.MAX_VALUE));
        return digests;
    }
}
