package switchboard.scheduler;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes of /bin/sh; what they did stands in files. */
class TimetableTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final RunLimits LIMITS = new RunLimits(3, Duration.ofSeconds(60), 10, Duration.ofMillis(200),
            Duration.ofMillis(10), 65_536, 100);

    @TempDir
    Path folder;
    private final LogLines log = new LogLines();
    private Timetable timetable = new Timetable(LIMITS);

    @AfterEach
    void stop() {
        timetable.stop();
        log.close();
    }

    private void load(Program... programs) {
        timetable.load(List.of(programs), Map.of());
    }

    private Program shell(long id, int intervalMs, String script, String... arguments) {
        String[] command = new String[4 + arguments.length];
        System.arraycopy(new String[]{"/bin/sh", "-c", script, folder.toString()}, 0, command, 0, 4);
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return new Program(id, Duration.ofMillis(intervalMs), List.of(command));
    }

    private List<String> lines(String file) {
        try {
            return Files.exists(folder.resolve(file)) ? Files.readAllLines(folder.resolve(file)) : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isAlive(String pidFile) {
        return ProcessHandle.of(Long.parseLong(lines(pidFile).getFirst())).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void runsAgainAndAgainWithItsArgumentsAndNoShellBetween() {
        load(shell(1, 100, "echo \"$1,$2\" >> $0/out", "a b", "$HOME;*"));
        await().atMost(SOON).until(() -> lines("out").size() >= 3);
        assertEquals(List.of("a b,$HOME;*"), lines("out").stream().distinct().toList());
    }

    @Test
    void firstRunComesAfterOneInterval() {
        long before = System.nanoTime();
        load(shell(1, 700, "echo x >> $0/out"));
        await().atMost(SOON).pollInterval(5, TimeUnit.MILLISECONDS).until(() -> !lines("out").isEmpty());
        assertTrue(System.nanoTime() - before >= 700_000_000L);
    }

    @Test
    void slowRunDoesNotHoldBackTheNext() {
        load(shell(1, 100, "echo b >> $0/began; until [ -e $0/go ]; do sleep 0.02; done; echo e >> $0/ended"));
        await().atMost(SOON).until(() -> lines("began").size() == 3);
        assertEquals(List.of(), lines("ended"));
        assertTrue(folder.resolve("go").toFile().mkdir());
        await().atMost(SOON).until(() -> lines("ended").size() > 3);
    }

    @Test
    void hangingRunsAreBoundedReportedAndHoldBackNoOther() {
        load(shell(1, 100, "echo $$ >> $0/hung; exec sleep 1000"), shell(2, 100, "echo x >> $0/other"));
        await().atMost(SOON).until(() -> !log.with("3 runs of it have not ended").isEmpty());
        await().atMost(SOON).until(() -> lines("other").size() > 10 && lines("hung").size() >= 3);
        assertEquals(3, lines("hung").size());
        assertEquals(1, log.with("not started id=1").size(), log::toString);
    }

    @Test
    void runThatTakesTooLongIsEndedWithItsChildrenEvenAgainstItsWill() {
        timetable = new Timetable(new RunLimits(1, Duration.ofMillis(1_000), 1, Duration.ofMillis(200),
                Duration.ofMillis(10), 65_536, 100));
        load(shell(1, 100, "trap '' TERM; sh -c \"trap '' TERM; echo \\$\\$ > $0/child; while :; do sleep 0.05; done\" "
                + "& echo $$ > $0/pid; while :; do sleep 0.05; done"));
        await().atMost(SOON).until(() -> !log.with("exited with status 137").isEmpty()); // a run before may end by its pipe
        assertFalse(log.with("hangs and is ended id=1 filename=/bin/sh limit_ms=1000").isEmpty(), log::toString);
        load();
        await().atMost(SOON).until(() -> !isAlive("child"));
    }

    @Test
    void otherExitCodesThanZeroAreLoggedInProxySqlsWords() {
        load(shell(1, 100, "exit 3"));
        await().atMost(SOON).until(() -> !log.with("exited with status 3").isEmpty());
        assertTrue(log.with("exited").getFirst()
                .matches("ERROR Scheduler: Child with PID \\d+ exited with status 3"), log::toString);
    }

    @Test
    void missingFileIsReportedOnce() {
        load(new Program(4, Duration.ofMillis(100), List.of("/nowhere/checker")), shell(2, 100, "echo x >> $0/other"));
        await().atMost(SOON).until(() -> lines("other").size() > 5);
        assertEquals(1, log.with("unable to run id=4 filename=/nowhere/checker").size(), log::toString);
    }

    @Test
    void outputComesIntoTheLogOnOneLine() {
        load(shell(1, 100, "echo one; echo two >&2; printf '\\033['"));
        await().atMost(SOON).until(() -> !log.with("output").isEmpty());
        assertTrue(log.with("output").getFirst().endsWith("id=1 filename=/bin/sh: one | two | ?["), log::toString);
    }

    @Test
    void floodIsCutAndSlowedAndHoldsBackNoOther() {
        timetable = new Timetable(new RunLimits(1, Duration.ofMillis(1_500), 1, Duration.ofMillis(200),
                Duration.ofMillis(10), 65_536, 100));
        load(shell(1, 100, "exec yes"), shell(2, 100, "echo x >> $0/other"));
        await().atMost(SOON).until(() -> !log.with("too much output").isEmpty());
        await().atMost(SOON).until(() -> lines("other").size() > 5);
        String line = log.with("too much output").getFirst();
        assertTrue(line.length() < 400, line);
        long bytes = Long.parseLong(line.replaceFirst(".*bytes=(\\d+).*", "$1"));
        assertTrue(bytes < 200 * 65_536, "64 kB at each look, one look each 10 ms: " + line);
    }

    @Test
    void loadChangesAtOnceWhatChangedAndLeavesTheTimeOfTheRest() {
        load(shell(1, 100, "echo x >> $0/out"), shell(2, 2_000, "echo x >> $0/slow"));
        await().atMost(SOON).until(() -> lines("out").size() > 2);
        Duration wait = timetable.untilNextStart().get(2L);
        load(shell(2, 2_000, "echo x >> $0/slow"));
        await().atMost(SOON).until(() -> timetable.untilNextStart().size() == 1);
        int size = lines("out").size();
        assertTrue(timetable.untilNextStart().get(2L).compareTo(wait) < 0);
        await().atMost(SOON).until(() -> !lines("slow").isEmpty());
        assertTrue(lines("out").size() <= size + 3, "no more than those that were under way");
    }

    @Test
    void timesOfAnotherInstanceAreTakenOver() {
        timetable.load(List.of(shell(1, 600_000, "echo x >> $0/out"), shell(2, 50_000, "true")),
                Map.of(1L, Duration.ofMillis(100), 2L, Duration.ofDays(1)));
        await().atMost(SOON).until(() -> !lines("out").isEmpty());
        assertTrue(timetable.untilNextStart().get(2L).compareTo(Duration.ofSeconds(50)) <= 0);
    }

    @Test
    void stopLeavesNeitherProcessNorThread() {
        load(shell(1, 100, "echo $$ > $0/pid; sleep 1000 & wait"));
        await().atMost(SOON).until(() -> !lines("pid").isEmpty());
        timetable.stop();
        assertFalse(isAlive("pid"));
        await().atMost(SOON).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("switchboard-scheduler")));
    }
}
