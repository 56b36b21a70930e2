package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import switchboard.mysql.proxy.rig.FaultyRelay.Fault;

/**
 * A server's connection is killed, reset, half-closed, stalled or slowed at every place where it matters of what the
 * server says: around the ends and headers of packets, from the greeting on; with {@code -Dsoak=true} at every byte
 * ({@code -Dfault.scenario=TLS|SHA2.*} for some of them; figures go to {@code target/fault-positions.tsv}). The client gets
 * the right answer, an error, or the end of its connection, and nothing is left behind.
 */
class FaultPositionsTest {
    private static final boolean EVERY_BYTE = Boolean.getBoolean("soak");
    /** Sessions at once: a stall amid a login is waited for. */
    private static final int LANES = EVERY_BYTE ? 6 : 1;
    /** Of a kill, in each build. */
    private static final int STEP = 29;

    static Stream<Arguments> cases() {
        String only = System.getProperty("fault.scenario", ".*");
        return Stream.of(FaultScenario.values()).filter(each -> each.name().matches(only)).flatMap(
                scenario -> Stream.of(Fault.values()).map(fault -> Arguments.of(scenario, fault)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsWellWhereverItStrikes(FaultScenario scenario, Fault fault) throws IOException {
        final long begun = System.nanoTime();
        List<FaultLane> lanes = new ArrayList<>();
        try {
            for (int i = 0; i < LANES; i++) {
                lanes.add(new FaultLane(scenario));
            }
            FaultLane first = lanes.getFirst();
            boolean fromGreeting = scenario.isLogin() || scenario == FaultScenario.QUERY;
            Set<Integer> positions = positions(scenario, fault, first.turns(), first.total(),
                    fromGreeting ? 0 : first.turns().get(1));
            strike(lanes, fault, positions);
            if (EVERY_BYTE) {
                report(scenario, fault, positions.size(), System.nanoTime() - begun);
            }
        } finally {
            lanes.forEach(FaultLane::close);
        }
    }

    private static void strike(List<FaultLane> lanes, Fault fault, Set<Integer> positions) {
        Queue<Integer> left = new ConcurrentLinkedQueue<>(positions);
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (FaultLane lane : lanes) {
                running.add(threads.submit(() -> {
                    for (Integer at = left.poll(); at != null; at = left.poll()) {
                        lane.strike(fault, at);
                    }
                }));
            }
            List<String> wrong = new ArrayList<>();
            for (Future<?> each : running) {
                try {
                    each.get();
                } catch (ExecutionException failed) {
                    wrong.add(failed.getCause().toString());
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    wrong.add(stopped.toString());
                }
            }
            assertEquals(List.of(), wrong);
        }
    }

    private static void report(FaultScenario scenario, Fault fault, int positions, long nanos) throws IOException {
        Files.writeString(Path.of("target", "fault-positions.tsv"),
                "%s\t%s\t%d\t%d\n".formatted(scenario, fault, positions, nanos / 1_000_000), StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** @param from where the login ends: it is the same for all, and tried with one */
    private static Set<Integer> positions(FaultScenario scenario, Fault fault, List<Integer> turns, int total,
            int from) {
        Set<Integer> positions = new TreeSet<>();
        boolean slow = scenario.isTls() || fault == Fault.STALL && scenario.isLogin();
        int step = EVERY_BYTE ? 1 : fault == Fault.KILL && !slow ? STEP : total;
        for (int i = from; i < total; i += step) {
            positions.add(i);
        }
        for (int turn : turns) {
            for (int near : slow ? new int[]{0, 5} : new int[]{-1, 0, 1, 5}) {
                positions.add(turn + near);
            }
        }
        positions.add((from + total) / 2);
        positions.add(total - 12);
        positions.add(total - 1);
        positions.removeIf(at -> at < from || at >= total);
        return positions;
    }
}
