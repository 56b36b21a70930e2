package switchboard.galera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServersSnapshot;
import switchboard.topology.ClusterRow;
import switchboard.topology.ClusterRow.ReaderHostgroup;
import switchboard.topology.Node;
import switchboard.topology.Placement;
import switchboard.topology.Verdict;
import switchboard.topology.rig.Servers;

/** Writers in hostgroup 10, backup writers in 11, readers in 12, offline in 13. */
class GaleraPlanTest {
    /** Verdicts: w writer, r reader, o offline, s softly offline; a capital O may write if nobody else can. */
    @ParameterizedTest(name = "{0}: {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            writer stays                       | 1 0 | 10:a 12:b                | a=w b=r     | 10:a 12:b
            unknown nodes stay                 | 1 0 | 10:a 12:b 13:c           |             | 10:a 12:b 13:c
            surplus by weight                  | 1 0 | 10:a*9 10:b*5            | a=w b=w     | 10:a*9 10:b=SHUNNED*5 11:b*5
            surplus by name, the last first    | 1 0 | 10:a 10:b 10:c           | a=w b=w c=w | 10:a=SHUNNED 10:b=SHUNNED 10:c 11:a 11:b
            two writers                        | 2 0 | 10:a 10:b 10:c           | a=w b=w c=w | 10:a=SHUNNED 10:b 10:c 11:a
            surplus is stable                  | 1 0 | 10:a=SHUNNED 10:b 11:a   | a=w b=w     | 10:a=SHUNNED 10:b 11:a
            heavier backup waits, too          | 1 0 | 10:a=SHUNNED*9 10:b 11:a*9 | a=w b=w   | 10:a=SHUNNED*9 10:b 11:a*9
            writer gone, backup writes         | 1 0 | 10:a=SHUNNED 10:b 11:a   | a=w b=o     | 10:a 13:b
            writer shunned, backup writes      | 1 0 | 10:a=SHUNNED 10:b=SHUNNED 11:a | a=w b=w | 10:a 10:b=SHUNNED
            writer without pings               | 1 0 | 10:a=SHUNNED 10:b=GONE 11:a | a=w      | 10:a 10:b=GONE
            backup without pings stays so      | 1 0 | 10:a=GONE 10:b 11:a=GONE | b=w         | 10:a=GONE 10:b 11:a=GONE
            backup without entry as writer     | 1 0 | 10:a 11:b                | a=o b=w     | 10:b 13:a
            first backup by weight             | 1 0 | 10:a 11:b*3 11:c*2       | a=o b=w c=w | 10:b*3 11:c*2 13:a
            reader becomes writer              | 1 0 | 12:a                     | a=w         | 10:a
            back from offline, heavier         | 1 0 | 10:a 13:b*5              | a=w b=w     | 10:a=SHUNNED 10:b*5 11:a
            back from offline, lighter         | 1 0 | 10:a*5 13:b              | a=w b=w     | 10:a*5 10:b=SHUNNED 11:b
            writer becomes reader              | 1 0 | 10:a 10:b=SHUNNED 11:b   | a=r b=w     | 10:b 12:a
            backup becomes reader              | 1 0 | 10:a 10:b=SHUNNED 11:b   | a=w b=r     | 10:a 12:b
            all offline                        | 1 0 | 10:a 12:b                | a=o b=o     | 13:a 13:b
            last resort                        | 1 0 | 10:a 12:b                | a=O b=o     | 10:a 13:b
            ""                                 | 1 0 | ""                       |             | ""
            last resort by weight              | 1 0 | 10:a*2 12:b*7            | a=O b=O     | 10:b*7 13:a*2
            no last resort beside a backup     | 1 0 | 10:a 11:b                | a=O b=w     | 10:b 13:a
            offline node stays offline         | 1 0 | 10:a 13:b                | a=w b=o     | 10:a 13:b
            soft: writer                       | 1 0 | 10:a 10:b=SHUNNED 11:b   | a=s b=w     | 10:a=SHUNNED 10:b 13:a
            soft: backup                       | 1 0 | 10:a 10:b=SHUNNED 11:b   | a=w b=s     | 10:a 10:b=SHUNNED 13:b
            soft: reader                       | 1 0 | 10:a 12:b                | a=w b=s     | 10:a 12:b=SHUNNED 13:b
            soft: is stable                    | 1 0 | 10:a=SHUNNED 10:b 13:a   | a=s b=w     | 10:a=SHUNNED 10:b 13:a
            soft: ends for a writer            | 1 0 | 10:a=SHUNNED 10:b 13:a   | a=w b=w     | 10:a=SHUNNED 10:b 11:a
            soft: ends for a reader            | 1 0 | 10:a 12:b=SHUNNED 13:b   | a=w b=r     | 10:a 12:b
            soft: becomes hard                 | 1 0 | 10:a=SHUNNED 10:b 13:a   | a=o b=w     | 10:b 13:a
            operator's OFFLINE_SOFT stays      | 1 0 | 10:a=OFFLINE_SOFT 10:b   | a=w b=w     | 10:a=OFFLINE_SOFT 10:b
            OFFLINE_SOFT goes along            | 1 0 | 10:a=OFFLINE_SOFT 10:b   | a=o b=w     | 10:b 13:a=OFFLINE_SOFT
            OFFLINE_HARD is nobody's           | 1 0 | 10:a=OFFLINE_HARD 10:b   | b=w         | 10:a=OFFLINE_HARD 10:b
            also reader 0: out of the readers  | 1 0 | 10:a 12:a                | a=w         | 10:a
            also reader 1: all who may write   | 1 1 | 10:a 10:b                | a=w b=w     | 10:a=SHUNNED 10:b 11:a 12:a 12:b
            also reader 1: real readers stay   | 1 1 | 10:a 12:b                | a=w b=r     | 10:a 12:a 12:b
            also reader 2: backups only        | 1 2 | 10:a 10:b 12:b           | a=w b=w     | 10:a=SHUNNED 10:b 11:a 12:a
            also reader 2: no backup, writer   | 1 2 | 10:a                     | a=w         | 10:a 12:a
            also reader 2: real readers stay   | 1 2 | 10:a 10:b 12:c           | a=w b=w c=r | 10:a=SHUNNED 10:b 11:a 12:a 12:c
            soft ends, also reader             | 1 1 | 10:a=SHUNNED 12:a=SHUNNED 13:a | a=w   | 10:a 12:a
            max_writers 0                      | 0 0 | 10:a                     | a=w         | 10:a=SHUNNED 11:a
            max_writers grows                  | 3 0 | 10:a=SHUNNED 10:b 11:a   | a=w b=w     | 10:a 10:b""")
    void placesServers(String what, String limits, String before, String verdicts, String after) {
        Placement placement = plan(limits, before, verdicts);
        ServersSnapshot placed = Servers.after(Servers.of(text(before)), placement.moves());
        assertEquals(text(after), Servers.text(placed), placement::toString);
    }

    /** With the same answers the second round changes nothing. */
    @ParameterizedTest(name = "{0}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            surplus       | 1 1 | 10:a 10:b 10:c           | a=w b=w c=w
            last resort   | 1 1 | 10:a 12:b                | a=O b=o
            last of many  | 2 2 | 10:a 10:b 12:c           | a=O b=O c=O
            soft          | 1 2 | 10:a 10:b 12:c           | a=s b=w c=s
            mixed         | 2 2 | 10:a*3 11:b 12:c 13:d*9  | a=w b=w c=w d=w
            roles         | 1 1 | 10:a 10:b 10:c 10:d      | a=r b=w c=o d=s""")
    void sameAnswersChangeNothingASecondTime(String what, String limits, String before, String verdicts) {
        ServersSnapshot once = Servers.after(Servers.of(before), plan(limits, before, verdicts).moves());
        Placement again = plan(limits, Servers.text(once), verdicts);
        assertEquals(Servers.text(once), Servers.text(Servers.after(once, again.moves())), what);
    }

    @Test
    void saysWhatItDoesInProxySqlsWords() {
        assertEquals(List.of("Galera: too many writers in HG 10. Max=1, current=3",
                "Galera: max_writers=1 , moving 2 nodes from writer HG 10 to backup HG 11",
                "Galera: setting host d:3306 as writer"), plan("1 0", "10:a 10:b 12:d*5", "a=w b=w d=w").log());
        assertEquals(List.of("Galera: max_writers=1 , moving 1 nodes from backup HG 11 to writer HG 10",
                "Galera: setting host b:3306 offline because: wrong",
                "Galera: setting host a:3306 as writer"), plan("1 0", "10:a=SHUNNED 10:b 11:a", "a=w b=o").log());
        assertEquals(List.of(
                "Galera: setting host a:3306 (part of cluster with writer_hostgroup=10) in read_only because: read_only=YES",
                "Galera: we couldn't find any healthy node for writer HG 10"), plan("1 0", "10:a", "a=r").log());
        assertEquals(List.of("Galera: we couldn't find any healthy node for writer HG 10",
                "Galera: trying to use server a:3306 as a writer for HG 10",
                "Galera: skipping setting offline node a:3306 from hostgroup 10 because won't change the list of ONLINE nodes"),
                plan("1 0", "10:a", "a=O").log());
        assertEquals(List.of(), plan("1 1", "10:a 12:a 12:b 13:c", "a=w b=r c=o").log());
    }

    @Test
    void surplusWriterIsShunnedForGoodNotForATime() {
        List<Boolean> lasting = plan("1 0", "10:a=SHUNNED 10:b 11:a", "a=w b=w").moves().stream()
                .map(move -> move instanceof ServerMove.SetStatus set && set.lasting()).toList();
        assertEquals(List.of(true), lasting, "told again each round, it changes nothing");
    }

    private static Placement plan(String limits, String before, String verdicts) {
        String[] numbers = limits.split(" ");
        ClusterRow row = new ClusterRow(10, 11, 12, 13, true, Long.parseLong(numbers[0]),
                ReaderHostgroup.values()[Integer.parseInt(numbers[1])], 0);
        Map<Node, Verdict> known = new TreeMap<>();
        Set<Node> lastResorts = new TreeSet<>();
        for (String word : text(verdicts).isEmpty() ? new String[0] : verdicts.split("\\s+")) {
            Node node = new Node(word.substring(0, 1), 3306);
            char verdict = word.charAt(2);
            if (verdict == 'O' || verdict == 'w') {
                lastResorts.add(node);
            }
            known.put(node, switch (verdict) {
                case 'w' -> Verdict.WRITER;
                case 'r' -> Verdict.READER;
                case 's' -> new Verdict(Verdict.Role.SOFTLY_OFFLINE, "pxc_maint_mode=YES");
                default -> Verdict.offline("wrong");
            });
        }
        return GaleraPlan.of(row, Servers.of(text(before)), known, lastResorts);
    }

    private static String text(String cell) {
        return cell == null ? "" : cell;
    }
}
