package switchboard.aurora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.topology.rig.Answers;
import switchboard.topology.rig.Directory;

class AuroraCheckTest {
    private static final List<String> COLUMNS = List.of("SERVER_ID", "SESSION_ID", "LAST_UPDATE_TIMESTAMP",
            "REPLICA_LAG_IN_MILLISECONDS", "CPU");
    private static final AuroraRow ROW = new AuroraRow(10, 12, true, 3306, ".x",
            new AuroraRow.Lag(Duration.ofMillis(100), Duration.ZERO, Duration.ZERO, 2), Duration.ofSeconds(1),
            Duration.ofMillis(800), false, 7);

    private final Directory directory = new Directory("10:a.x 12:b.x 12:c.x");
    private final AuroraCheck check = check();
    private final Answers answers = new Answers(check);
    private final List<String> asked = new ArrayList<>();

    private AuroraCheck check() {
        return new AuroraCheck(() -> List.of(ROW), () -> directory, new SplittableRandom(42));
    }

    /** Servers as {@code a=writer b=20}: the one that writes and the lag of the others. */
    private void round(String servers) {
        answers.round(target -> answer(target, servers));
    }

    private CheckResult answer(CheckTarget target, String servers) {
        asked.add(target.hostname());
        List<String[]> rows = new ArrayList<>();
        for (String server : servers.split(" ")) {
            String[] parts = server.split("=");
            boolean writes = parts[1].equals("writer");
            rows.add(new String[]{parts[0], writes ? "MASTER_SESSION_ID" : "s-" + parts[0], "2026-01-01 00:00:00.123",
                    writes ? "0" : parts[1], "3.6"});
        }
        return answers.rows(target, COLUMNS, rows);
    }

    @Test
    void asksOneServerOfTheClusterAndInTimeEachOfThem() {
        assertEquals(List.of(new CheckGroup("10", Duration.ofSeconds(1), Duration.ofMillis(800))), check.groups());
        for (int i = 0; i < 60; i++) {
            round("a=writer b=20 c=20");
        }
        assertEquals(60, asked.size());
        assertEquals(Set.of("a.x", "b.x", "c.x"), new HashSet<>(asked));
    }

    @Test
    void failoverMovesServersAndIsNoted() {
        round("a=writer b=20 c=20");
        round("a=20 b=writer c=20");
        assertEquals("10:b.x 12:a.x*7 12:c.x", directory.toString());
        round("a=20 b=writer c=20");
        List<String[]> failovers = check.status().failovers().values();
        assertEquals(1, failovers.size());
        assertEquals("b.x", failovers.getFirst()[1]);
    }

    @Test
    void unknownServersAreAdded() {
        round("a=writer b=20 c=20 d=30");
        assertEquals("10:a.x 12:b.x 12:c.x 12:d.x*7", directory.toString());
    }

    @Test
    void lateReaderWaitsAsLongAsTheWorstOfItsLastAnswersSays() {
        round("a=writer b=20 c=101");
        assertEquals("10:a.x 12:b.x 12:c.x=SHUNNED_REPLICATION_LAG", directory.toString());
        round("a=writer b=20 c=20");
        assertEquals("10:a.x 12:b.x 12:c.x=SHUNNED_REPLICATION_LAG", directory.toString());
        round("a=writer b=20 c=20");
        assertEquals("10:a.x 12:b.x 12:c.x", directory.toString());
    }

    @Test
    void afterAFailureWhoeverAnsweredLastIsAskedAtOnceThenAnother() {
        CheckGroup group = check.groups().getFirst();
        CheckTarget good = check.targets(group).getFirst();
        check.roundEnded(group, List.of(answer(good, "a=writer b=20 c=20")));
        CheckTarget bad = check.targets(group).getFirst();
        while (bad.hostname().equals(good.hostname())) {
            check.roundEnded(group, List.of(answer(bad, "a=writer b=20 c=20")));
            bad = check.targets(group).getFirst();
        }
        assertEquals(Duration.ofMillis(100), check.roundEnded(group, List.of(answers.timeout(bad))));
        CheckTarget second = check.targets(group).getFirst();
        assertEquals(good.hostname(), second.hostname());
        assertEquals(Duration.ofMillis(100), check.roundEnded(group, List.of(answers.error(second, "gone"))));
        CheckTarget third = check.targets(group).getFirst();
        assertNotEquals(second.hostname(), third.hostname());
        assertEquals(Duration.ofSeconds(1), check.roundEnded(group, List.of(answers.error(third, "gone"))));
        assertEquals("10:a.x 12:b.x 12:c.x", directory.toString(), "who does not answer is not moved");
    }

    @Test
    void tablesGoOverToASuccessor() {
        round("a=writer b=20 c=20");
        round("a=20 b=writer c=20");
        AuroraCheck successor = check();
        answers.handOver(successor);
        assertEquals("10:b.x 12:a.x*7 12:c.x", directory.toString(), "a successor moves nobody");
        assertEquals(6, successor.history().size());
        assertEquals(text(check.history().values()), text(successor.history().values()));
        assertEquals(text(check.status().status().values()), text(successor.status().status().values()));
        assertEquals(1, successor.status().failovers().size());
    }

    private static List<String> text(List<String[]> rows) {
        return rows.stream().map(Arrays::toString).sorted().toList();
    }

    @Test
    void logTablesAreProxySqlsAndHoldTheLastChecksOfEachServer() throws IOException {
        for (int i = 0; i < 700; i++) {
            round("a=writer b=20 c=20");
        }
        assertEquals(150 * 3 * 3, check.history().size());
        assertEquals("[null, a, MASTER_SESSION_ID, 2026-01-01 00:00:00.123, 0, 0, 4]",
                Arrays.asList(check.history().values().getFirst()).subList(4, 11).toString());
        try (InputStream in = getClass().getResourceAsStream("/golden/tables.sql")) {
            String recorded = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List.of(AuroraLog.CHECKS, AuroraLog.STATUS, AuroraLog.FAILOVERS)
                    .forEach(table -> assertTrue(recorded.contains("\n" + table.createSql() + ";\n"), table.name()));
        }
    }

    @Test
    void anAnswerThatIsNoneIsAFailure() {
        CheckGroup group = check.groups().getFirst();
        CheckTarget target = check.targets(group).getFirst();
        assertEquals(Duration.ofMillis(100),
                check.roundEnded(group,
                        List.of(answers.rows(target, List.of("x"), List.<String[]>of(new String[]{"1"})))));
        assertEquals(List.of(), AuroraQuery.replicas(CheckResult.NO_ROWS));
    }
}
