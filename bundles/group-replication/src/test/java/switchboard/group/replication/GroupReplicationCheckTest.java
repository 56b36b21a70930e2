package switchboard.group.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.check.CheckGroup;
import switchboard.topology.ClusterRow;
import switchboard.topology.ClusterRow.ReaderHostgroup;
import switchboard.topology.rig.Answers;
import switchboard.topology.rig.Directory;
import switchboard.topology.rig.Variables;

class GroupReplicationCheckTest {
    private static final String PREFIX = "mysql-monitor_groupreplication_";

    private final Directory directory = new Directory("10:a 12:b");
    private final GroupReplicationCheck check = check();
    private final Answers answers = new Answers(check);
    private final Map<String, Member> members = new TreeMap<>(Map.of("a", new Member(), "b", new Member()));

    GroupReplicationCheckTest() {
        members.get("a").readOnly = false;
    }

    private GroupReplicationCheck check() {
        ClusterRow row = new ClusterRow(10, 11, 12, 13, true, 1, ReaderHostgroup.READERS_ONLY, 100);
        return new GroupReplicationCheck(() -> List.of(row), () -> directory);
    }

    private void round(int times) {
        for (int i = 0; i < times; i++) {
            answers.round(target -> members.get(target.hostname()).answer(answers, target));
        }
    }

    @Test
    void followsASwitchedPrimaryInOneRound() {
        members.get("a").readOnly = true;
        members.get("b").readOnly = false;
        round(1);
        assertEquals("10:b 12:a", directory.toString());
    }

    @Test
    void thirdTimeoutInARowIsOneTooMany() {
        members.get("b").voice = Member.Voice.HANGS;
        round(2);
        assertEquals("10:a 12:b", directory.toString());
        round(1);
        assertEquals("10:a 13:b", directory.toString());
    }

    private static Variables variables() {
        return new Variables().with(PREFIX + "healthcheck_interval", 5000).with(PREFIX + "healthcheck_timeout", 800)
                .with(PREFIX + "healthcheck_max_timeout_count", 3).with(PREFIX + "max_transactions_behind_count", 3)
                .with(PREFIX + "max_transactions_behind_for_read_only", 1);
    }

    private void set(String variable, long value) {
        check.settings(GroupReplicationSettings.of(variables().with(PREFIX + variable, value)));
    }

    @Test
    void followsTheVariablesOfItsIntervalAndTimeout() {
        set("healthcheck_interval", 100);
        assertEquals(List.of(new CheckGroup("10", Duration.ofMillis(100), Duration.ofMillis(800))), check.groups());
        set("healthcheck_timeout", 150);
        assertEquals(List.of(new CheckGroup("10", Duration.ofSeconds(5), Duration.ofMillis(150))), check.groups());
    }

    @ParameterizedTest(name = "mysql-monitor_groupreplication_healthcheck_max_timeout_count={0}")
    @ValueSource(ints = {1, 2, 10})
    void asManyTimeoutsAsSetAreTooMany(int count) {
        set("healthcheck_max_timeout_count", count);
        members.get("b").voice = Member.Voice.HANGS;
        round(count - 1);
        assertEquals("10:a 12:b", directory.toString());
        round(1);
        assertEquals("10:a 13:b", directory.toString());
    }

    @ParameterizedTest(name = "mysql-monitor_groupreplication_max_transactions_behind_count={0}")
    @ValueSource(ints = {1, 2, 10})
    void asManyLateAnswersAsSetShunSoftlyAndTwiceAsManyHard(int count) {
        set("max_transactions_behind_count", count);
        members.get("b").behind = 101;
        round(count - 1);
        assertEquals("10:a 12:b", directory.toString());
        round(1);
        assertEquals("10:a 12:b=SHUNNED", directory.toString());
        round(count);
        assertEquals("10:a 12:b=SHUNNED_REPLICATION_LAG", directory.toString());
    }

    @ParameterizedTest(name = "mysql-monitor_groupreplication_max_transactions_behind_for_read_only={0}")
    @CsvSource({"0, 10:a=SHUNNED 12:b", "1, 10:a 12:b=SHUNNED", "2, 10:a=SHUNNED 12:b=SHUNNED"})
    void theVariableSaysWhichMembersMayBeLate(int scope, String after) {
        set("max_transactions_behind_for_read_only", scope);
        members.values().forEach(member -> member.behind = 101);
        round(3);
        assertEquals(after, directory.toString());
    }

    @Test
    void lateReaderIsShunnedSoftlyThenHardThenBack() {
        members.get("b").behind = 101;
        round(2);
        assertEquals("10:a 12:b", directory.toString());
        round(1);
        assertEquals("10:a 12:b=SHUNNED", directory.toString());
        round(3);
        assertEquals("10:a 12:b=SHUNNED_REPLICATION_LAG", directory.toString());
        members.get("b").behind = 100;
        round(1);
        assertEquals("10:a 12:b", directory.toString());
    }

    @Test
    void lateWriterIsLeftAloneUnlessTheVariableSaysOtherwise() {
        members.get("a").behind = 101;
        round(9);
        assertEquals("10:a 12:b", directory.toString());
        check.settings(
                new GroupReplicationSettings(Duration.ofSeconds(1), Duration.ofMillis(100), 3, 2, LagScope.BOTH));
        round(2);
        assertEquals("10:a=SHUNNED 12:b", directory.toString());
    }

    @Test
    void countsGoOverToASuccessor() {
        members.get("b").behind = 101;
        round(2);
        members.get("a").voice = Member.Voice.HANGS;
        round(2);
        GroupReplicationCheck successor = check();
        Answers next = answers.handOver(successor);
        String before = directory.toString();
        assertEquals("10:a 12:b=SHUNNED", before);
        next.round(target -> members.get(target.hostname()).answer(next, target));
        assertEquals("12:b=SHUNNED 13:a", directory.toString(), "the third timeout in a row");
        next.round(target -> members.get(target.hostname()).answer(next, target));
        assertEquals("12:b=SHUNNED_REPLICATION_LAG 13:a", directory.toString(), "the sixth late answer in a row");
        assertEquals(12, successor.history().size());
    }

    @Test
    void unknownMembersBecomeReadersAndAreAskedNext() {
        members.get("a").members = "a:3306,b:3306,c:3306";
        members.get("b").viable = false;
        members.get("b").members = "z:3306";
        round(1);
        assertEquals("10:a 12:c 13:b", directory.toString(), "only a viable member knows the group");
        members.put("c", new Member());
        members.get("a").readOnly = true;
        members.get("c").readOnly = false;
        round(1);
        assertEquals("10:c 12:a 13:b", directory.toString());
    }

    /** It hung, the others chose another one, and for seconds it believes that nothing has happened. */
    @Test
    void aFormerPrimaryThatTheOthersHavePutOutIsNoSecondWriter() {
        members.put("c", new Member());
        members.values().forEach(member -> member.members = "a:3306,b:3306,c:3306");
        round(1);
        assertEquals("10:a 12:b 12:c", directory.toString());
        members.get("a").voice = Member.Voice.HANGS;
        round(3);
        members.get("b").readOnly = false;
        members.get("b").members = "b:3306,c:3306";
        members.get("c").members = "b:3306,c:3306";
        round(1);
        assertEquals("10:b 12:c 13:a", directory.toString());
        members.get("a").voice = Member.Voice.ANSWERS;
        round(2);
        assertEquals("10:b 12:c 13:a", directory.toString());
        members.get("a").viable = false;
        round(1);
        members.get("a").viable = true;
        members.get("a").readOnly = true;
        members.values().forEach(member -> member.members = "a:3306,b:3306,c:3306");
        round(1);
        assertEquals("10:b 12:a 12:c", directory.toString(), "it has joined again");
    }

    @Test
    void logTableHoldsTheLastHundredChecksOfEachMember() throws IOException {
        GroupReplicationLog table = new GroupReplicationLog(check::history);
        round(120);
        List<Object[]> read = new ArrayList<>();
        table.read(read::add);
        assertEquals(200, read.size());
        assertEquals("[500, YES, NO, 0, null]", Arrays.asList(read.getFirst()).subList(3, 8).toString());
        try (InputStream in = getClass().getResourceAsStream("/golden/tables.sql")) {
            String recorded = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(recorded.contains("\n" + table.table().createSql() + ";\n"));
        }
    }

    @Test
    void asksTheViewOfSysBeforeMySql8() {
        for (String version : List.of("8.0.36", "8.4.3", "9.7.0", "10.1.0")) {
            assertTrue(GroupReplicationAnswer.statement(version).contains("AS members"), version);
        }
        for (String version : List.of("5.7.44", "", "x")) {
            assertFalse(GroupReplicationAnswer.statement(version).contains("AS members"), version);
        }
    }
}
