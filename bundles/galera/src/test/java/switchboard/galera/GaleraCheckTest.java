package switchboard.galera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.check.CheckGroup;
import switchboard.api.table.Rows;
import switchboard.topology.ClusterRow;
import switchboard.topology.ClusterRow.ReaderHostgroup;
import switchboard.topology.rig.Answers;
import switchboard.topology.rig.Directory;
import switchboard.topology.rig.Variables;

class GaleraCheckTest {
    private static final String PREFIX = "mysql-monitor_galera_healthcheck_";

    private final Directory directory = new Directory("10:a 12:b 13:c=OFFLINE_HARD 99:d");
    private final List<ClusterRow> rows = new ArrayList<>(List.of(row(10, true), row(20, false)));
    private final GaleraCheck check = check();
    private final Answers answers = new Answers(check);
    private final Map<String, GaleraNode> nodes = new TreeMap<>(Map.of("a", new GaleraNode(), "b", new GaleraNode()));

    private GaleraCheck check() {
        return new GaleraCheck(() -> rows, () -> directory);
    }

    private static ClusterRow row(int writer, boolean active) {
        return new ClusterRow(writer, writer + 1, writer + 2, writer + 3, active, 1, ReaderHostgroup.READERS_ONLY, 0);
    }

    private void round(int times) {
        for (int i = 0; i < times; i++) {
            answers.round(target -> nodes.get(target.hostname()).answer(answers, target));
        }
    }

    @Test
    void asksTheServersOfActiveClustersButThoseTakenOut() {
        assertEquals(List.of(new CheckGroup("10", Duration.ofSeconds(5), Duration.ofMillis(800))), check.groups());
        assertEquals(List.of("a", "b"),
                check.targets(check.groups().getFirst()).stream().map(target -> target.hostname()).toList());
        rows.clear();
        assertEquals(List.of(), check.groups());
        assertEquals(List.of(), check.targets(new CheckGroup("10", Duration.ofSeconds(5), Duration.ofMillis(800))));
    }

    @Test
    void thirdTimeoutInARowIsOneTooMany() {
        nodes.get("a").voice = GaleraNode.Voice.HANGS;
        round(2);
        assertEquals("10:a=SHUNNED 10:b 11:a 13:c=OFFLINE_HARD 99:d", directory.toString());
        round(1);
        assertEquals("10:b 13:a 13:c=OFFLINE_HARD 99:d", directory.toString());
    }

    private static Variables variables() {
        return new Variables().with(PREFIX + "interval", 5000).with(PREFIX + "timeout", 800)
                .with(PREFIX + "max_timeout_count", 3);
    }

    @Test
    void followsTheVariablesOfItsIntervalAndTimeout() {
        check.settings(GaleraSettings.of(variables()));
        assertEquals(List.of(new CheckGroup("10", Duration.ofSeconds(5), Duration.ofMillis(800))), check.groups());
        check.settings(GaleraSettings.of(variables().with(PREFIX + "interval", 50).with(PREFIX + "timeout", 70)));
        assertEquals(List.of(new CheckGroup("10", Duration.ofMillis(50), Duration.ofMillis(70))), check.groups());
    }

    @ParameterizedTest(name = "mysql-monitor_galera_healthcheck_max_timeout_count={0}")
    @ValueSource(ints = {1, 2, 10})
    void asManyTimeoutsAsSetAreTooMany(int count) {
        check.settings(GaleraSettings.of(variables().with(PREFIX + "max_timeout_count", count)));
        nodes.get("b").variables.put("READ_ONLY", "ON");
        round(1);
        nodes.get("b").voice = GaleraNode.Voice.HANGS;
        round(count - 1);
        assertEquals("10:a 12:b 13:c=OFFLINE_HARD 99:d", directory.toString());
        round(1);
        assertEquals("10:a 13:b 13:c=OFFLINE_HARD 99:d", directory.toString());
    }

    @Test
    void anAnswerBetweenStartsTheCountAgain() {
        nodes.get("b").variables.put("READ_ONLY", "ON");
        for (int i = 0; i < 4; i++) {
            nodes.get("b").voice = GaleraNode.Voice.HANGS;
            round(2);
            nodes.get("b").voice = GaleraNode.Voice.ANSWERS;
            round(1);
        }
        assertEquals("10:a 12:b 13:c=OFFLINE_HARD 99:d", directory.toString());
    }

    @Test
    void anErrorCountsAtOnce() {
        nodes.get("b").variables.put("READ_ONLY", "ON");
        nodes.get("b").voice = GaleraNode.Voice.REFUSES;
        round(1);
        assertEquals("10:a 13:b 13:c=OFFLINE_HARD 99:d", directory.toString());
    }

    @Test
    void missedChecksAndTheLogGoOverToASuccessor() {
        nodes.get("b").variables.put("READ_ONLY", "ON");
        nodes.get("b").voice = GaleraNode.Voice.HANGS;
        round(2);
        GaleraCheck successor = check();
        Answers next = answers.handOver(successor);
        assertEquals("10:a 12:b 13:c=OFFLINE_HARD 99:d", directory.toString(), "a successor moves nobody");
        next.round(target -> nodes.get(target.hostname()).answer(next, target));
        assertEquals("10:a 13:b 13:c=OFFLINE_HARD 99:d", directory.toString(), "the third in a row");
        assertEquals(3 * 2, successor.history().size());
        assertEquals(2 * 2, check.history().size());
    }

    @Test
    void logTableHoldsTheLastHundredChecksOfEachNode() throws IOException {
        GaleraLog table = new GaleraLog(check::history);
        nodes.get("a").variables.put("WSREP_LOCAL_RECV_QUEUE", "17");
        round(130);
        nodes.get("b").voice = GaleraNode.Voice.REFUSES;
        round(1);
        List<Object[]> read = new ArrayList<>();
        table.read(read::add);
        assertEquals(200, read.size());
        Object[] good = read.get(99);
        assertEquals("[a, 3306, 500, YES, NO, 17, 4, NO, NO, NO, NO, null]", withoutTime(good));
        assertEquals("[b, 3306, 0, NO, YES, 0, 0, NO, NO, NO, NO, Can't connect to server on 'b' (115)]",
                withoutTime(read.get(199)));
        directory.load("10:a");
        round(1);
        assertEquals(100, check.history().size(), "a server that was taken out is forgotten");
        try (InputStream in = getClass().getResourceAsStream("/golden/tables.sql")) {
            String recorded = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(recorded.contains("\n" + table.table().createSql() + ";\n"));
        }
    }

    private static String withoutTime(Object[] row) {
        List<Object> values = new ArrayList<>(Arrays.asList(row));
        values.remove(2);
        return values.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.11.6-MariaDB-log", "11.4.5-MariaDB", "5.6.51-91.0-57", "5.5.62"})
    void asksInformationSchemaWhereThereIsNoOther(String version) {
        assertTrue(GaleraQuery.statement(version).contains("information_schema.global_status"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.0.36-28.1", "5.7.44-31.65", "8.4.2", "9.1.0"})
    void asksPerformanceSchemaOfMySql(String version) {
        assertTrue(GaleraQuery.statement(version).contains("performance_schema.global_variables"));
    }

    @Test
    void aServerWithoutGaleraIsOutsideOfThePrimaryPartition() {
        GaleraAnswer answer = GaleraQuery.answer(new Rows(List.of("n", "v"), List.<String[]>of(
                new String[]{"read_only", "OFF"}, new String[]{null, "x"}, new String[]{"wsrep_local_state", "x"})));
        assertEquals("primary_partition=NO", GaleraVerdict.of(answer, 0).reason());
    }
}
