package switchboard.monitor.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import switchboard.monitor.connection.CheckClock;

class CheckLogTest {
    private final AtomicLong micros = new AtomicLong(1_000_000_000L);
    private final CheckLog log = new CheckLog(micros::get);

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        log.each(entries::add);
        return entries;
    }

    private static Entry entry(String host, long start) {
        return new Entry(host, 3306, start, 5, null, null);
    }

    @Test
    void keepsWhatItWasGiven() {
        Entry full = new Entry("db1", 3306, 1_000_000_000L, 77, 1L, "timeout check");
        log.add(full);
        log.add(entry("db2", 999_999_999L));
        assertEquals(List.of(full, entry("db2", 999_999_999L)), entries());
    }

    @Test
    void forgetsWhatIsOlderThanTheRetention() {
        log.retain(10_000);
        log.add(entry("db1", micros.get()));
        micros.addAndGet(10_000_000);
        assertEquals(1, entries().size());
        micros.addAndGet(1);
        assertEquals(0, entries().size());
    }

    @Test
    void twoRowsOfOneServerNeverHaveOneTime() {
        log.add(entry("db1", 1_000_000_000L));
        log.add(entry("db1", 1_000_000_000L));
        log.add(entry("db1", 1_000_000_000L));
        assertEquals(List.of(1_000_000_000L, 1_000_000_001L, 1_000_000_002L),
                entries().stream().map(Entry::startMicros).toList());
    }

    @Test
    void neverHoldsMoreThanTwoMillionRows() {
        for (int i = 0; i < 2_100_000; i++) {
            log.add(entry("db" + i % 100, micros.incrementAndGet()));
        }
        List<Entry> kept = entries();
        assertTrue(kept.size() > 1_900_000 && kept.size() <= 2_000_000, "rows " + kept.size());
        assertEquals(micros.get(), kept.getLast().startMicros(), "the youngest stay");
    }

    @Test
    void countsWhatItWasGivenByCheckAndResult() {
        Logs logs = new Logs(CheckClock.SYSTEM);
        logs.of(LogTable.PING).add(entry("db1", 5));
        logs.of(LogTable.PING).add(entry("db1", 6));
        logs.of(LogTable.READ_ONLY).add(new Entry("db1", 3306, 5, 0, null, "timeout check"));
        Map<String, Long> values = new CheckStatistics(logs).statusVariables();
        assertEquals(2, values.get("MySQL_Monitor_ping_check_OK"));
        assertEquals(0, values.get("MySQL_Monitor_ping_check_ERR"));
        assertEquals(1, values.get("MySQL_Monitor_read_only_check_ERR"));
        assertEquals(8, values.size());
    }

    @ParameterizedTest
    @EnumSource(LogTable.class)
    void tablesAreProxySqls(LogTable table) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/golden/tables.sql")) {
            String recorded = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(recorded.contains("\n" + table.definition().createSql() + ";\n"),
                    table.definition().createSql());
        }
    }

    @ParameterizedTest
    @EnumSource(LogTable.class)
    void aRowIsReadBackAsItWasWritten(LogTable table) {
        boolean hasValue = table == LogTable.READ_ONLY || table == LogTable.REPLICATION_LAG;
        Entry entry = new Entry("db1", 3306, 5, 6, hasValue ? 7L : null, "error");
        List<Object[]> rows = new ArrayList<>();
        table.row(entry, rows::add);
        assertEquals(entry, table.entry(rows.getFirst()));
    }
}
