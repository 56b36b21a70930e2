package switchboard.stats.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.server.ServerEvent;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;

class CollectorTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
    private static final long T = MIDNIGHT.getEpochSecond();
    private static final Intervals EACH_MINUTE = new Intervals(60, 60, 60, 60, 60, 0);
    private static final String SAMPLES = "SELECT \"timestamp\" - " + T + ", Questions, Client_Connections_connected "
            + "FROM stats_history.mysql_connections ORDER BY 1";
    private static final String HOURS = SAMPLES.replace("mysql_connections", "mysql_connections_hour");
    private static final String DAYS = SAMPLES.replace("mysql_connections", "mysql_connections_day");

    private final ManualClock clock = new ManualClock(MIDNIGHT);
    private final HistorySchema schema = new HistorySchema();
    private final FakeStatistics statistics = new FakeStatistics();
    private final List<ServerEvent> events = new ArrayList<>();
    private MemoryHistory history;
    private Collector collector;

    @BeforeEach
    void open() throws SQLException {
        history = new MemoryHistory(schema);
        collector = started(EACH_MINUTE);
    }

    @AfterEach
    void close() throws SQLException {
        history.close();
    }

    /** As after the start of a process. */
    private Collector started(Intervals intervals) {
        Collector fresh = new Collector(schema, () -> history, statistics, new ProcessReadings(Path.of("/proc/self")),
                new ServerEvents(() -> events, clock.seconds() * 1_000_000), clock);
        fresh.follow(intervals);
        fresh.tick();
        return fresh;
    }

    /** Ticks each second as its thread does. */
    private void run(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            collector.tick();
            clock.advance(Duration.ofSeconds(1));
        }
        collector.tick();
    }

    /** Writes one sample at the next minute. */
    private void sample(long questions, long clients) {
        statistics.global.put("Questions", Long.toString(questions));
        statistics.global.put("Client_Connections_connected", Long.toString(clients));
        clock.advance(Duration.ofSeconds(60 - Math.floorMod(clock.seconds(), 60)));
        collector.tick();
    }

    private List<String> ask(String sql) throws SQLException {
        return history.ask(sql);
    }

    @Test
    void samplesStandAtFullMultiplesOfTheirInterval() throws Exception {
        clock.advance(Duration.ofSeconds(7));
        statistics.global.put("Questions", "5");
        run(Duration.ofMinutes(3));
        assertEquals(List.of("60 5 0", "120 5 0", "180 5 0"), ask(SAMPLES));
        collector.follow(new Intervals(5, 0, 300, 0, 0, 0));
        run(Duration.ofMinutes(3));
        assertEquals(List.of("60 5 0", "120 5 0", "180 5 0", "300 5 0"), ask(SAMPLES));
        assertEquals(List.of("40"), ask("SELECT COUNT(*) FROM stats_history.system_cpu"));
        assertEquals(List.of("3"), ask("SELECT COUNT(*) FROM stats_history.system_memory"));
    }

    @Test
    void writesEachChangeOfAServerOnce() throws Exception {
        collector.follow(Intervals.OFF);
        events.add(event(1, -1, null, ServerStatus.ONLINE, "before this bundle was there"));
        events.add(event(2, 1_500_000, ServerStatus.ONLINE, null, "read_only=1"));
        run(Duration.ofSeconds(5));
        events.add(event(3, 6_000_001, null, ServerStatus.ONLINE, "read_only=0"));
        run(Duration.ofSeconds(5));
        events.clear(); // mysql-servers begins anew
        events.add(event(1, 11_000_000, ServerStatus.ONLINE, ServerStatus.SHUNNED, "missed 3 heartbeats"));
        run(Duration.ofSeconds(5));
        assertEquals(List.of("1 500000 10 db1 3306 ONLINE null monitor read_only=1",
                "6 1 10 db1 3306 null ONLINE monitor read_only=0",
                "11 0 10 db1 3306 ONLINE SHUNNED monitor missed 3 heartbeats"),
                ask("SELECT \"timestamp\" - " + T
                        + ", time_us, hostgroup, hostname, port, from_status, to_status, module, reason "
                        + "FROM stats_history.history_mysql_server_events ORDER BY 1"));
    }

    private static ServerEvent event(long number, long afterMicros, ServerStatus from, ServerStatus to,
            String reason) {
        return new ServerEvent(number, T * 1_000_000 + afterMicros, new ServerKey(10, "db1", 3306), from, to,
                "monitor", reason);
    }

    @Test
    void intervalZeroIsOff() throws Exception {
        collector.follow(Intervals.OFF);
        statistics.global.put("Questions", "5");
        run(Duration.ofMinutes(10));
        assertEquals(List.of(), ask(SAMPLES));
    }

    @Test
    void hourIsFoldedOnceItIsComplete() throws Exception {
        statistics.global.put("MyHGM_myconnpoll_get", "9");
        statistics.global.put("Query_Cache_Entries", "3");
        sample(10, 1);
        sample(30, 2);
        run(Duration.ofMinutes(57));
        assertEquals(List.of(), ask(HOURS), "the hour is not over");
        sample(40, 9);
        assertEquals(List.of("0 30 2"), ask(HOURS), "counters by their maximum, what goes up and down on average");
        assertEquals(List.of("0 9"), ask("SELECT \"timestamp\" - " + T
                + ", MyHGM_myconnpoll_get FROM stats_history.myhgm_connections_hour"));
        assertEquals(List.of("0 3"), ask("SELECT \"timestamp\" - " + T
                + ", Entries_In_Cache FROM stats_history.mysql_query_cache_hour"));
        assertEquals(ask("SELECT SUM(tms_utime) FROM stats_history.system_cpu WHERE \"timestamp\" < " + (T + 3600)),
                ask("SELECT tms_utime FROM stats_history.system_cpu_hour"));
        assertEquals(List.of("1"), ask("SELECT COUNT(*) FROM stats_history.system_memory_hour WHERE resident > 0"));
    }

    @Test
    void averageIsAWholeNumber() throws Exception {
        sample(1, 1);
        sample(1, 2);
        sample(1, 2);
        clock.advance(Duration.ofHours(1));
        collector.tick();
        assertEquals(List.of("0 1 2"), ask(HOURS));
    }

    @Test
    void dayIsFoldedFromItsHours() throws Exception {
        sample(10, 4);
        clock.advance(Duration.ofHours(1));
        sample(25, 8);
        clock.advance(Duration.ofHours(21));
        sample(26, 6);
        assertEquals(List.of(), ask(DAYS), "the day is not over");
        clock.advance(Duration.ofHours(2));
        sample(30, 1);
        assertEquals(List.of("0 26 6"), ask(DAYS));
        assertEquals(List.of("0 10 4", "3600 25 8", "79200 26 6"), ask(HOURS));
    }

    @Test
    void timeWithoutSamplesHasNoRowAndIsNotFoldedTwice() throws Exception {
        sample(10, 1);
        clock.advance(Duration.ofHours(5));
        sample(20, 1);
        clock.advance(Duration.ofHours(3));
        collector = started(EACH_MINUTE); // the process was down: its last hour is folded by the next one
        sample(3, 1);
        assertEquals(List.of("0 10 1", "18000 20 1"), ask(HOURS));
        clock.advance(Duration.ofHours(1));
        collector.tick();
        assertEquals(List.of("0 10 1", "18000 20 1", "28800 3 1"), ask(HOURS));
    }

    @Test
    void restartWithinAnIntervalKeepsTheSampleOfTheProcessBefore() throws Exception {
        sample(10, 1);
        clock.advance(Duration.ofSeconds(10));
        collector = started(EACH_MINUTE);
        statistics.global.put("Questions", "0");
        run(Duration.ofSeconds(40));
        assertEquals(List.of("60 10 1"), ask(SAMPLES));
    }

    @Test
    void clockThatIsSetBackStopsNothing() throws Exception {
        statistics.pool.add(new Object[]{1, "db", 3306, "ONLINE", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        sample(10, 1);
        sample(11, 1);
        clock.advance(Duration.ofMinutes(-2));
        collector.tick();
        sample(12, 1);
        sample(13, 1);
        assertEquals(List.of("60 12 1", "120 13 1"), ask(SAMPLES));
        assertEquals(List.of("2"), ask("SELECT COUNT(*) FROM stats_history.history_stats_mysql_connection_pool"));
    }

    @Test
    void samplesAreKeptForAWeekHoursForAYearAndDaysForTenYears() throws Exception {
        statistics.pool.add(new Object[]{1, "db", 3306, "ONLINE", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        sample(10, 1);
        clock.advance(Duration.ofDays(7).minusMinutes(1));
        sample(11, 1);
        assertEquals(2, ask(SAMPLES).size(), "at the limit");
        clock.advance(Duration.ofHours(1));
        sample(12, 1);
        assertEquals(2, ask(SAMPLES).size(), "the first is gone");
        assertEquals(List.of("2"),
                ask("SELECT COUNT(DISTINCT \"timestamp\") FROM stats_history.history_mysql_status_variables"));
        assertEquals(List.of("2"),
                ask("SELECT COUNT(DISTINCT \"timestamp\") FROM stats_history.history_stats_mysql_connection_pool"));
        assertEquals(2, ask(HOURS).size());
        clock.advance(Duration.ofDays(366));
        sample(13, 1);
        clock.advance(Duration.ofHours(1));
        collector.tick();
        assertEquals(1, ask(HOURS).size(), "a year");
        assertEquals(2, ask(DAYS).size());
        clock.advance(Duration.ofDays(3651));
        sample(14, 1);
        assertEquals(0, ask(DAYS).size(), "the day of the sample before: folded and old at once");
    }

    @Test
    void everyStatusVariableGetsANumberOnce() throws Exception {
        sample(10, 1);
        statistics.global.put("Slow_queries", "3");
        sample(11, 1);
        assertEquals(List.of("Client_Connections_connected", "Questions", "Slow_queries"), ask("SELECT variable_name "
                + "FROM stats_history.history_mysql_status_variables_lookup ORDER BY variable_name"));
        assertEquals(List.of("60 10", "120 11"), ask("SELECT \"timestamp\" - " + T + ", variable_value FROM "
                + "stats_history.history_mysql_status_variables JOIN "
                + "stats_history.history_mysql_status_variables_lookup USING (variable_id) "
                + "WHERE variable_name = 'Questions' ORDER BY 1"));
    }

    @Test
    void whatIsNotThereHasNoSample() throws Exception {
        run(Duration.ofMinutes(2));
        assertEquals(List.of(), ask(SAMPLES), "mysql-proxy is stopped");
        sample(1, 1);
        assertEquals(1, ask(SAMPLES).size());
        assertEquals(List.of(), ask("SELECT 1 FROM stats_history.mysql_query_cache"), "no cache, no zeros");
    }

    @Test
    void fullDiskIsWarnedOfOnceAndWritingGoesOn() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            sample(10, 1);
            history.full = true;
            run(Duration.ofMinutes(65));
            history.full = false;
            sample(20, 1);
        } finally {
            System.setErr(before);
        }
        String said = log.toString(StandardCharsets.UTF_8);
        assertEquals(2, said.split("is not written", -1).length, said);
        assertEquals(2, said.split("is written again", -1).length, said);
        assertEquals(List.of("60 10 1", "4020 20 1"), ask(SAMPLES));
        assertEquals(List.of("0 10 1"), ask(HOURS), "made up for");
    }

    @Test
    void onlyTheBundleInForceWrites() throws Exception {
        history.inForce = new HistorySchema();
        int before = history.writes;
        sample(10, 1);
        assertEquals(before, history.writes);
        history.inForce = schema;
        sample(10, 1);
        assertEquals(List.of("120 10 1"), ask(SAMPLES));
    }

    @Test
    void oneTransactionForAllThatIsDue() throws Exception {
        sample(10, 1);
        int writes = history.writes;
        sample(11, 1);
        assertEquals(writes + 1, history.writes);
    }

    @Test
    void digestsAreMovedAtTheirInterval() throws Exception {
        collector.follow(new Intervals(0, 0, 0, 0, 0, 100));
        statistics.digests.add(digest("0xA"));
        statistics.digests.add(digest("0xB"));
        clock.advance(Duration.ofSeconds(Math.floorMod(-T, 100L)));
        run(Duration.ofSeconds(100));
        run(Duration.ofSeconds(150));
        assertEquals(List.of("0xA 4 1", "0xB 4 1"), ask("SELECT digest, count_star, MOD(dump_time, 100) + 1 FROM "
                + "stats_history.history_mysql_query_digest ORDER BY digest"));
    }

    @Test
    void digestsStayWhereTheyAreWhenTheDiskIsFull() throws Exception {
        statistics.digests.add(digest("0xA"));
        history.full = true;
        assertTrue(assertThrows(ConfigRefusedException.class, collector::save).getMessage()
                .startsWith("SAVE MYSQL DIGEST TO DISK: "));
        assertEquals(1, statistics.digests.size());
        history.full = false;
        assertEquals(1, collector.save());
        assertEquals(0, collector.save());
    }

    private static Object[] digest(String digest) {
        return new Object[]{1, "db", "app", "", digest, "SELECT ?", 4, 1, 2, 30, 4, 5, 6, 7};
    }
}
