package switchboard.aurora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.config.ConfigPart.Prepared;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.Rows;

class AuroraTableTest {
    private final AuroraTable table = new AuroraTable(() -> {
    });

    private static Map<String, Rows> rows(String[]... rows) {
        return Map.of(AuroraTable.NAME, new Rows(AuroraTable.COLUMNS, List.of(rows)));
    }

    private static String[] cluster(String writer, String reader) {
        return cluster(writer, reader, "3306");
    }

    private static String[] cluster(String writer, String reader, String port) {
        return new String[]{writer, reader, "0", port, ".x.example.com", "600000", "1000", "800", "1", "7", "30", "31",
                "16", null};
    }

    private List<String[]> running() {
        return table.running().get(AuroraTable.NAME).values();
    }

    @Test
    void belongsToMysqlServers() {
        assertEquals("MYSQL SERVERS", table.module());
    }

    @Test
    void runsRowsOnceTheyArePublished() throws Exception {
        String[] row = cluster("50", "51");
        Prepared prepared = table.prepare(rows(row));
        assertEquals(List.of(), running());
        prepared.publish();
        assertEquals(List.<String[]>of(row), running());
        assertEquals(List.of(), prepared.rejections());
    }

    @Test
    void readsWhatARowSays() throws Exception {
        AuroraHostgroups read = AuroraHostgroups.of(rows(cluster("50", "51", "3307")).get(AuroraTable.NAME));
        assertEquals(List.of(new AuroraRow(50, 51, false, 3307, ".x.example.com",
                new AuroraRow.Lag(Duration.ofMinutes(10), Duration.ofMillis(30), Duration.ofMillis(31), 16),
                Duration.ofSeconds(1), Duration.ofMillis(800), true, 7)), read.clusters());
    }

    @Test
    void leavesOutARowWhoseWriterHostgroupIsAReaderHostgroup() throws Exception {
        String[] good = cluster("50", "51");
        String[] bad = cluster("51", "52");
        Prepared prepared = table.prepare(rows(good, bad));
        prepared.publish();
        assertEquals(List.<String[]>of(good), running());
        assertEquals("Incompatible entry in mysql_aws_aurora_hostgroups will be ignored : ( 51 , 52 , 0 , 3306 )",
                prepared.rejections().getFirst().reason());
        assertSame(bad, prepared.rejections().getFirst().replacement(), "it stays in main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65536", "9223372036854775807"})
    void refusesAPortThatNoServerHas(String port) {
        var refused = assertThrows(ConfigRefusedException.class,
                () -> table.prepare(rows(cluster("50", "51", port))));
        assertEquals("LOAD MYSQL SERVERS: row writer_hostgroup=50 of mysql_aws_aurora_hostgroups: aurora_port=" + port
                + " is not between 1 and "
                + "65535. Correct it and LOAD again; runtime is unchanged.", refused.getMessage());
    }

    @Test
    void refusesAHostgroupBeyondAllNumbersAndKeepsWhatRuns() throws Exception {
        table.prepare(rows(cluster("2147483647", "51", "65535"))).publish();
        assertThrows(ConfigRefusedException.class, () -> table.prepare(rows(cluster("2147483648", "51"))));
        assertThrows(ConfigRefusedException.class, () -> table.prepare(rows(cluster("50", "2147483648"))));
        assertEquals("2147483647", running().getFirst()[0]);
    }

    @Test
    void hasProxySqlsTable() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/golden/tables.sql")) {
            String recorded = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(recorded.contains("\n" + table.tables().getFirst().definition().createSql() + ";\n"));
        }
    }
}
