package switchboard.aurora;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.api.server.ServersSnapshot;
import switchboard.topology.Placement;
import switchboard.topology.rig.Servers;

/** The writer in hostgroup 10, readers in 12; new readers get weight 7; names end with .x. */
class AuroraPlanTest {
    /** Answers: server id, w writer or r reader, and the estimated lag in ms; 100 is the limit. */
    @ParameterizedTest(name = "{0}: {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            all in place                   | 0 | 10:a.x 12:b.x                       | a=w0 b=r20  | 10:a.x 12:b.x
            failover                       | 0 | 10:a.x*3 12:b.x*2                   | a=r20 b=w0  | 10:b.x*2 12:a.x*7
            failover, the old one is gone  | 0 | 10:a.x*3 12:b.x*2 12:c.x            | b=w0 c=r1   | 10:b.x*2 12:a.x*7 12:c.x
            no writer named                | 0 | 10:a.x 12:b.x                       | a=r20 b=r20 | 12:a.x*7 12:b.x
            nothing named                  | 0 | 10:a.x 12:b.x                       |             | 10:a.x 12:b.x
            writer reads, too              | 1 | 10:a.x 12:b.x                       | a=w0 b=r20  | 10:a.x 12:a.x 12:b.x
            failover, writer reads, too    | 1 | 10:a.x 12:a.x 12:b.x                | a=r20 b=w0  | 10:b.x 12:a.x 12:b.x
            writer reads no more           | 0 | 10:a.x 12:a.x 12:b.x                | a=w0        | 10:a.x 12:b.x
            unknown reader                 | 0 | 10:a.x                              | a=w0 b=r20  | 10:a.x 12:b.x*7
            unknown writer                 | 0 | 12:b.x                              | a=w0 b=r20  | 10:a.x*7 12:b.x
            operator's OFFLINE_HARD stays  | 0 | 10:a.x 12:b.x=OFFLINE_HARD          | a=w0 b=r20  | 10:a.x 12:b.x=OFFLINE_HARD
            OFFLINE_SOFT goes along        | 0 | 10:a.x 12:b.x=OFFLINE_SOFT          | a=r20 b=w0  | 10:b.x=OFFLINE_SOFT 12:a.x*7
            at the limit                   | 0 | 10:a.x 12:b.x                       | a=w0 b=r100 | 10:a.x 12:b.x
            late                           | 0 | 10:a.x 12:b.x                       | a=w0 b=r101 | 10:a.x 12:b.x=SHUNNED_REPLICATION_LAG
            late is stable                 | 0 | 10:a.x 12:b.x=SHUNNED_REPLICATION_LAG | a=w0 b=r101 | 10:a.x 12:b.x=SHUNNED_REPLICATION_LAG
            late no more                   | 0 | 10:a.x 12:b.x=SHUNNED_REPLICATION_LAG | a=w0 b=r99 | 10:a.x 12:b.x
            shunned for another reason     | 0 | 10:a.x 12:b.x=SHUNNED               | a=w0 b=r99  | 10:a.x 12:b.x=SHUNNED
            writer marked from before      | 0 | 10:a.x=SHUNNED_REPLICATION_LAG      | a=w0        | 10:a.x""")
    void placesServers(String what, int alsoReader, String before, String answers, String after) {
        Placement placement = plan(alsoReader, before, answers);
        ServersSnapshot placed = Servers.after(Servers.of(before), placement.moves());
        assertEquals(after, Servers.text(placed), placement::toString);
        assertEquals(List.of(), plan(alsoReader, after, answers).moves(), "the same answer again changes nothing");
    }

    @Test
    void saysWhoWrites() {
        assertEquals("AWS Aurora: setting host b.x as writer", plan(0, "10:a.x 12:b.x", "a=r1 b=w0").log().getFirst());
        assertEquals(List.of(), plan(0, "10:a.x 12:b.x", "a=w0 b=r1").log());
    }

    /** The lags of the last answers; the last three count, 30 ms are added, 40 ms are the least. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0 0 0, 0", "5, 40", "10, 40", "11, 41", "50 20, 80", "50 20 20 20, 50", "100 0, 130",
            "100 0 0, 130", "100 0 0 0, 0", "19.6, 50"})
    void estimatesByTheWorstOfTheLastLagsThatAreNotZero(String lags, long estimateMs) {
        LagWindow window = LagWindow.EMPTY;
        AuroraRow.Lag rule = rule(3);
        for (String lag : lags.split(" ")) {
            window = window.with(Double.parseDouble(lag), rule);
        }
        assertEquals(estimateMs, window.estimateMs(rule));
        assertEquals(Math.min(3, lags.split(" ").length), window.lagsMs().size());
    }

    @Test
    void fewerChecksOfAnewRowCountAtOnce() {
        LagWindow window = LagWindow.EMPTY.with(100, rule(3)).with(50, rule(3));
        assertEquals(80, window.estimateMs(rule(1)));
    }

    private static AuroraRow.Lag rule(int checks) {
        return new AuroraRow.Lag(Duration.ofMillis(100), Duration.ofMillis(30), Duration.ofMillis(40), checks);
    }

    private static Placement plan(int alsoReader, String before, String answers) {
        AuroraRow row = new AuroraRow(10, 12, true, 3306, ".x", rule(1), Duration.ofSeconds(1), Duration.ofMillis(800),
                alsoReader == 1, 7);
        List<Replica> replicas = new ArrayList<>();
        Map<String, Long> estimates = new HashMap<>();
        for (String word : answers == null ? new String[0] : answers.split("\\s+")) {
            String id = word.substring(0, 1);
            replicas.add(new Replica(id, word.charAt(2) == 'w' ? Replica.WRITER_SESSION : "s-" + id, "", 0, 0));
            estimates.put(id, Long.parseLong(word.substring(3)));
        }
        return AuroraPlan.of(row, Servers.of(before), replicas, estimates);
    }
}
