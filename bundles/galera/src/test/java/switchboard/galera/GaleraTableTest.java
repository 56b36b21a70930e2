package switchboard.galera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.config.ConfigPart.Prepared;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.Rows;
import switchboard.topology.ClusterRow;
import switchboard.topology.ClusterRows;
import switchboard.topology.ClusterTable;

class GaleraTableTest {
    private final ClusterTable table = GaleraTable.create(() -> {
    });

    private static Map<String, Rows> rows(String[]... rows) {
        return Map.of(GaleraTable.NAME, new Rows(ClusterRows.COLUMNS, List.of(rows)));
    }

    private static String[] row(String... values) {
        return values;
    }

    private static String[] cluster(String writer, String backup, String reader, String offline) {
        return row(writer, backup, reader, offline, "1", "1", "0", "0", null);
    }

    private List<String[]> running() {
        return table.running().get(GaleraTable.NAME).values();
    }

    @Test
    void belongsToMysqlServers() {
        assertEquals("MYSQL SERVERS", table.module());
    }

    @Test
    void runsRowsOnceTheyArePublishedInactiveOnesToo() throws Exception {
        String[] active = cluster("10", "11", "12", "13");
        String[] inactive = row("20", "21", "22", "23", "0", "3", "2", "100", "spare");
        Prepared prepared = table.prepare(rows(active, inactive));
        assertEquals(List.of(), running());
        prepared.publish();
        assertEquals(List.of(active, inactive), running());
        assertEquals(List.of(), prepared.rejections());
    }

    @Test
    void readsWhatARowSays() throws Exception {
        ClusterRows read = ClusterRows.of(GaleraTable.NAME,
                rows(row("20", "21", "22", "23", "0", "3", "2", "100", "spare"),
                        row("0", "1", "2", "3", "1", "9223372036854775807", "1", "0", null)).get(GaleraTable.NAME));
        assertEquals(List.of(
                new ClusterRow(20, 21, 22, 23, false, 3, ClusterRow.ReaderHostgroup.BACKUP_WRITERS_TOO, 100),
                new ClusterRow(0, 1, 2, 3, true, Long.MAX_VALUE, ClusterRow.ReaderHostgroup.WRITERS_TOO, 0)),
                read.clusters());
    }

    @Test
    void leavesOutRowsWhoseWriterHostgroupHasAnotherUseElsewhere() throws Exception {
        String[] good = cluster("10", "20", "30", "40");
        String[] writesToBackups = cluster("20", "51", "52", "53");
        String[] writesToReaders = cluster("30", "61", "62", "63");
        String[] writesToOffline = cluster("40", "71", "72", "73");
        Prepared prepared = table.prepare(rows(good, writesToBackups, writesToReaders, writesToOffline));
        prepared.publish();
        assertEquals(List.<String[]>of(good), running());
        assertEquals(List.of("Incompatible entry in mysql_galera_hostgroups will be ignored : ( 20 , 51 , 52 , 53 )",
                "Incompatible entry in mysql_galera_hostgroups will be ignored : ( 30 , 61 , 62 , 63 )",
                "Incompatible entry in mysql_galera_hostgroups will be ignored : ( 40 , 71 , 72 , 73 )"),
                prepared.rejections().stream().map(rejection -> rejection.reason()).toList());
        assertSame(writesToBackups, prepared.rejections().getFirst().replacement(), "it stays in main");
    }

    @Test
    void sharesOtherHostgroupsBetweenRows() throws Exception {
        Prepared prepared = table.prepare(rows(cluster("10", "11", "12", "13"), cluster("20", "13", "11", "12")));
        assertEquals(List.of(), prepared.rejections());
    }

    @Test
    void refusesAHostgroupBeyondAllNumbersAndKeepsWhatRuns() throws Exception {
        table.prepare(rows(cluster("10", "11", "12", "13"))).publish();
        var refused = assertThrows(ConfigRefusedException.class,
                () -> table.prepare(rows(cluster("20", "21", "22", "2147483648"))));
        assertEquals(
                "LOAD MYSQL SERVERS: row writer_hostgroup=20 of mysql_galera_hostgroups: offline_hostgroup is above 2147483647. "
                        + "Correct it and LOAD again; runtime is unchanged.",
                refused.getMessage());
        assertEquals(1, running().size());
        table.prepare(rows(cluster("2147483647", "21", "22", "23"))).publish();
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
