package switchboard.topology.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.topology.Node;

class CheckMemoryTest {
    private static final Node A = new Node("a", 1);
    private static final Node B = new Node("b", 1);

    @Test
    void missedChecksAreCountedInARow() {
        MissedChecks missed = new MissedChecks();
        missed.note(result(A, "timeout check", true));
        missed.note(result(A, "timeout check", true));
        assertEquals(List.of(2, 0), List.of(missed.count(A), missed.count(B)));
        missed.note(result(A, "an error is an answer", false));
        assertEquals(0, missed.count(A));
        missed.note(result(A, "timeout check", true));
        assertEquals(1, missed.count(A));
        missed.keepOnly(Set.of(B));
        assertEquals(0, missed.count(A));
    }

    private static CheckResult result(Node node, String error, boolean timedOut) {
        return new CheckResult(new CheckTarget(node.hostname(), node.port(), false, CheckQuestion.PING), 1, 1, "",
                CheckResult.NO_ROWS, 2013, error, timedOut);
    }

    @Test
    void historyHoldsTheLastChecksOfEachNode() {
        NodeHistory history = new NodeHistory(2, List.of("hostname", "n"));
        for (int i = 1; i <= 3; i++) {
            history.add(A, List.of(new String[]{"a", i + ".1"}, new String[]{"a", i + ".2"}));
        }
        history.add(B, List.<String[]>of(new String[]{"b", "1"}));
        assertEquals("a2.1 a2.2 a3.1 a3.2 b1", text(history));
        history.keepOnly(Set.of(B));
        assertEquals("b1", text(history));
    }

    private static String text(NodeHistory history) {
        return String.join(" ", history.rows().values().stream().map(row -> String.join("", row)).toList());
    }

    @Test
    void whatNothingFollowsFromIsToldOnce() {
        List<String> told = new ArrayList<>();
        Logger logger = (Logger) LoggerFactory.getLogger("rounds");
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                told.add(event.getFormattedMessage());
            }
        };
        appender.start();
        logger.addAppender(appender);
        RoundLog log = new RoundLog(logger);
        log.tell("10", List.of("no node {}"), false);
        log.tell("10", List.of("no node {}", "skipping"), false);
        log.tell("20", List.of("no node {}"), false);
        log.tell("10", List.of(), false);
        log.tell("10", List.of("no node {}"), false);
        log.tell("10", List.of("no node {}"), true);
        logger.detachAppender(appender);
        assertEquals(List.of("no node {}", "skipping", "no node {}", "no node {}", "no node {}"), told);
    }

    @Test
    void eachServerIsAskedOnceWithTlsAsSoonAsOneRowSaysSo() {
        Map<Integer, List<Server>> servers = new HashMap<>();
        servers.put(10,
                List.of(server(10, "a", ServerStatus.ONLINE, false), server(10, "b", ServerStatus.SHUNNED, false)));
        servers.put(12, List.of(server(12, "a", ServerStatus.OFFLINE_SOFT, false),
                server(12, "c", ServerStatus.OFFLINE_HARD, false)));
        servers.put(99, List.of(server(99, "b", ServerStatus.ONLINE, true)));
        assertEquals(List.of("a false", "b true"),
                Targets.of(new ServersSnapshot(1, servers), List.of(10, 12), CheckQuestion.PING).stream()
                        .map(target -> target.hostname() + " " + target.tls()).toList());
    }

    private static Server server(int hostgroup, String name, ServerStatus status, boolean useSsl) {
        return new Server(new ServerKey(hostgroup, name, 3306), 0, status, 1, false, 1, 0, useSsl, 0, "");
    }
}
