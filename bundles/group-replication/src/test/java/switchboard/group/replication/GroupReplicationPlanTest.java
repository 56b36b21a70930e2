package switchboard.group.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServersSnapshot;
import switchboard.group.replication.GroupReplicationPlan.Seen;
import switchboard.topology.ClusterRow;
import switchboard.topology.ClusterRow.ReaderHostgroup;
import switchboard.topology.Node;
import switchboard.topology.Placement;
import switchboard.topology.Verdict;
import switchboard.topology.rig.Servers;

/** Writers in hostgroup 10, backup writers in 11, readers in 12, offline in 13. */
class GroupReplicationPlanTest {
    /** Answers: w writer, r reader, o offline; with a number so many late samples, with minus one the first in time after. */
    @ParameterizedTest(name = "{0}: {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            all in place                       | 1 0 | 10:a 12:b 12:c            | a=w b=r c=r | 10:a 12:b 12:c
            unknown nodes stay                 | 1 0 | 10:a 12:b 13:c            |             | 10:a 12:b 13:c
            primary switched                   | 1 0 | 10:a 12:b 12:c            | a=r b=w c=r | 10:b 12:a 12:c
            primary lost                       | 1 0 | 10:a 12:b 12:c            | a=o b=w c=r | 10:b 12:c 13:a
            rejoined                           | 1 0 | 10:b 12:c 13:a            | a=r b=w c=r | 10:b 12:a 12:c
            majority lost                      | 1 0 | 10:a 12:b 12:c            | a=o b=o c=o | 13:a 13:b 13:c
            surplus goes to the backups        | 1 0 | 10:a*3 10:b*2 10:c        | a=w b=w c=w | 10:a*3 11:b*2 11:c
            surplus by name, the last first    | 2 0 | 10:a 10:b 10:c            | a=w b=w c=w | 10:b 10:c 11:a
            backups wait                       | 1 0 | 10:a*3 11:b*9             | a=w b=w     | 10:a*3 11:b*9
            first backup by weight             | 1 0 | 10:a 11:b*3 11:c*2        | a=o b=w c=w | 10:b*3 11:c*2 13:a
            heavier newcomer takes the place   | 1 0 | 10:a 12:b*4               | a=w b=w     | 10:b*4 11:a
            shunned writer keeps its place     | 1 0 | 10:a=SHUNNED*5 11:b       | a=w b=w     | 10:a=SHUNNED*5 11:b
            writer without pings does not      | 1 0 | 10:b=GONE 12:a            | a=w         | 10:a 10:b=GONE
            writer without pings comes back    | 1 0 | 10:a 10:b=GONE            | a=w b=r     | 10:a 12:b
            lagging writer does not            | 1 0 | 10:a=SHUNNED_REPLICATION_LAG 11:b | b=w | 10:a=SHUNNED_REPLICATION_LAG 10:b
            offline keeps OFFLINE_SOFT         | 1 0 | 12:a=OFFLINE_SOFT         | a=o         | 13:a=OFFLINE_SOFT
            reader keeps OFFLINE_SOFT          | 1 0 | 10:a=OFFLINE_SOFT         | a=r         | 12:a=OFFLINE_SOFT
            moves end a shun                   | 1 0 | 12:a=SHUNNED              | a=o         | 13:a
            OFFLINE_HARD is nobody's           | 1 0 | 10:a=OFFLINE_HARD 12:b    | b=r         | 10:a=OFFLINE_HARD 12:b
            also reader 0                      | 1 0 | 10:a 12:a 12:b            | a=w b=r     | 10:a 12:b
            also reader 1                      | 1 1 | 10:a 10:b 12:c            | a=w b=w c=r | 10:b 11:a 12:a 12:b 12:c
            also reader 2                      | 1 2 | 10:a 10:b 12:b            | a=w b=w     | 10:b 11:a 12:a
            also reader 2, no backup           | 1 2 | 10:a 12:b                 | a=w b=r     | 10:a 12:a 12:b
            reader late, not for long          | 1 0 | 12:a                      | a=r2        | 12:a
            reader late: soft                  | 1 0 | 12:a                      | a=r3        | 12:a=SHUNNED
            soft stays                         | 1 0 | 12:a=SHUNNED              | a=r5        | 12:a=SHUNNED
            soft becomes hard                  | 1 0 | 12:a=SHUNNED              | a=r6        | 12:a=SHUNNED_REPLICATION_LAG
            hard stays                         | 1 0 | 12:a=SHUNNED_REPLICATION_LAG | a=r9     | 12:a=SHUNNED_REPLICATION_LAG
            soft ends                          | 1 0 | 12:a=SHUNNED              | a=r-        | 12:a
            hard ends                          | 1 0 | 12:a=SHUNNED_REPLICATION_LAG | a=r-     | 12:a
            hard ends, counts were lost        | 1 0 | 12:a=SHUNNED_REPLICATION_LAG | a=r0     | 12:a
            shun for another reason is left    | 1 0 | 12:a=SHUNNED              | a=r0        | 12:a=SHUNNED
            operator's word before lag         | 1 0 | 12:a=OFFLINE_SOFT         | a=r6        | 12:a=OFFLINE_SOFT
            late writer: soft, nobody follows  | 1 0 | 10:a 11:b                 | a=w3 b=w    | 10:a=SHUNNED 11:b
            late writer: hard, backup follows  | 1 0 | 10:a=SHUNNED 11:b         | a=w6 b=w    | 10:a=SHUNNED_REPLICATION_LAG 10:b
            late and offline                   | 1 0 | 10:a                      | a=o6        | 13:a""")
    void placesServers(String what, String limits, String before, String answers, String after) {
        Placement placement = plan(limits, before, answers);
        ServersSnapshot placed = Servers.after(Servers.of(before), placement.moves());
        assertEquals(Servers.text(Servers.of(after)), Servers.text(placed), placement::toString);
        Placement again = plan(limits, Servers.text(placed), answers == null ? null : answers.replace("-", "0"));
        assertEquals(Servers.text(placed), Servers.text(Servers.after(placed, again.moves())),
                "the same answers again");
    }

    @Test
    void addsUnknownMembersToTheReadersAndRevivesHardOnes() {
        assertEquals("10:a 12:b 12:c", placed("10:a", "a:3306,b:3306,c:3306"));
        assertEquals("10:a 11:b", placed("10:a 11:b=OFFLINE_HARD", "a:3306,b:3306"));
        assertEquals("10:a 10:b=OFFLINE_HARD 12:b", placed("10:a 10:b=OFFLINE_HARD 12:b=OFFLINE_HARD", "b:3306"));
        assertEquals("10:a 13:b", placed("10:a 13:b", "b:3306"));
        assertEquals("10:a 10:b=OFFLINE_HARD 13:b", placed("10:a 10:b=OFFLINE_HARD 13:b", "b:3306"));
    }

    @Test
    void takesServerDefaultsForWhoIsFound() {
        ServerMove.Add add = (ServerMove.Add) GroupReplicationPlan
                .of(row("1 0"), Servers.of(""), new Seen(Map.of(), Map.of(), Discovery.members("db9:3307"))).moves()
                .getFirst();
        assertEquals(new Node("db9", 3307).in(12), add.key());
        assertEquals(null, add.from());
        assertEquals(null, add.weight());
    }

    @Test
    void saysWhatItDoesInProxySqlsWords() {
        assertEquals(List.of(
                "Group Replication: setting host a:3306 (part of cluster with writer_hostgroup=10) in read_only because: read_only=YES",
                "Group Replication: setting host b:3306 as writer",
                "Group Replication: setting host c:3306 offline because: viable_candidate=NO"),
                plan("1 0", "10:a 12:b 12:c", "a=r b=w c=o").log());
        assertEquals(List.of("Group replication: max_writers=1 , moving 2 nodes from writer HG 10 to backup HG 11"),
                plan("1 0", "10:a 10:b 10:c", "a=w b=w c=w").log());
        assertEquals(List.of("Group replication: max_writers=2 , moving 1 nodes from backup HG 11 to writer HG 10"),
                plan("2 0", "10:a 11:b", "a=w b=w").log());
        assertEquals(List.of("Shunning 'soft' server 12:a:3306 with replication lag, count number: 3"),
                plan("1 0", "12:a", "a=r3").log());
        assertEquals(List.of("Shunning 'hard' server 12:a:3306 with replication lag, count number: 6"),
                plan("1 0", "12:a=SHUNNED", "a=r6").log());
        assertEquals(List.of("Re-enabling server 12:a:3306 from replication lag"),
                plan("1 0", "12:a=SHUNNED", "a=r-").log());
    }

    private static String placed(String before, String members) {
        Placement placement = GroupReplicationPlan.of(row("1 0"), Servers.of(before),
                new Seen(Map.of(), Map.of(), Discovery.members(members)));
        return Servers.text(Servers.after(Servers.of(before), placement.moves()));
    }

    private static ClusterRow row(String limits) {
        String[] numbers = limits.split(" ");
        return new ClusterRow(10, 11, 12, 13, true, Long.parseLong(numbers[0]),
                ReaderHostgroup.values()[Integer.parseInt(numbers[1])], 100);
    }

    private static Placement plan(String limits, String before, String answers) {
        Map<Node, Verdict> verdicts = new LinkedHashMap<>();
        Map<Node, Lag> lags = new LinkedHashMap<>();
        for (String word : answers == null ? new String[0] : answers.split("\\s+")) {
            Node node = new Node(word.substring(0, 1), 3306);
            verdicts.put(node, switch (word.charAt(2)) {
                case 'w' -> Verdict.WRITER;
                case 'r' -> Verdict.READER;
                default -> Verdict.offline("viable_candidate=NO");
            });
            String lag = word.substring(3);
            if (!lag.isEmpty()) {
                lags.put(node, lag.equals("-") ? new Lag(0, 3, 3) : new Lag(Integer.parseInt(lag), 0, 3));
            }
        }
        return GroupReplicationPlan.of(row(limits), Servers.of(before),
                new Seen(verdicts, lags, new LinkedHashSet<>()));
    }
}
