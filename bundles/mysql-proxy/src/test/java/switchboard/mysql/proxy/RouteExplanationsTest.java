package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.api.query.QueryRouter;
import switchboard.api.query.RouteQuestion;
import switchboard.api.query.RouteStep;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.mysql.proxy.explain.RouteExplanations;
import switchboard.mysql.proxy.loop.LoopModules;
import switchboard.mysql.proxy.rig.RawClient;

/** What EXPLAIN ROUTE says of the proxy's part, on real event loops. */
class RouteExplanationsTest {
    private static final String ROWS = "SELECT 1 FROM t";

    private final ProxyRig rig = new ProxyRig(2);

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void followsAQueryFromItsSessionToItsServers() {
        rig.rules.route("SELECT", 7);
        server(7, "db1", ServerStatus.ONLINE, 1, 10);
        server(7, "db2", ServerStatus.ONLINE, 3, 10);
        List<String> steps = explain(ROWS, "app");
        assertEquals("session app: default_hostgroup=0: schema='information_schema' client='10.0.0.7' "
                + "proxy='127.0.0.1:6033'", steps.get(0));
        assertTrue(steps.get(1).endsWith(": SELECT ? FROM t: "), () -> "the digest in " + steps);
        assertTrue(steps.contains("decision : remembered: event loops keep it for this digest, user and schema until "
                + "rules are loaded"), steps::toString);
        assertEquals(
                List.of("hostgroup 7: destination_hostgroup of the rules: transaction_persistent=1: within an open "
                        + "transaction it goes to the transaction's hostgroup instead",
                        "server db1:3306: may be picked: status=ONLINE weight=1 connections=0/10: chance 1 of 4",
                        "server db2:3306: may be picked: status=ONLINE weight=3 connections=0/10: chance 3 of 4"),
                steps.subList(steps.size() - 3, steps.size()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "OFFLINE_SOFT | 1 | status=OFFLINE_SOFT weight=1 connections=0/10: open transactions end there, no other "
                    + "query goes there",
            "OFFLINE_HARD | 1 | status=OFFLINE_HARD weight=1 connections=0/10: taken out: its connections are closed",
            "SHUNNED | 1 | status=SHUNNED weight=1 connections=0/10: it failed; it is tried again after "
                    + "mysql-shun_recovery_time_sec",
            "SHUNNED_REPLICATION_LAG | 1 | status=SHUNNED_REPLICATION_LAG weight=1 connections=0/10: it lags behind: "
                    + "max_replication_lag=30 s",
            "ONLINE | 0 | status=ONLINE weight=0 connections=0/10: a weight of 0 takes no queries"})
    void saysWhyAServerIsNotPicked(ServerStatus status, int weight, String reason) {
        server(0, "db1", status, weight, 10);
        server(0, "db2", ServerStatus.ONLINE, 5, 10);
        List<String> steps = explain(ROWS, "app");
        assertEquals("server db1:3306: not picked: " + reason, steps.get(steps.size() - 2));
        assertEquals("server db2:3306: may be picked: status=ONLINE weight=5 connections=0/10: chance 5 of 5",
                steps.get(steps.size() - 1));
    }

    @Test
    void saysThatAServerIsFull() {
        var server = rig.server(0, 1);
        RawClient client = rig.client();
        client.query("BEGIN");
        String step = explain(ROWS, "app").stream().filter(line -> line.startsWith("server")).findFirst().orElse("");
        assertEquals("server 127.0.0.1:" + server.port() + ": not now: status=ONLINE weight=1 connections=1/1: "
                + "max_connections reached and no connection idles; the query waits for one", step);
    }

    @Test
    void saysThatAHostgroupHasNoServers() {
        assertEquals("server : none: hostgroup 0 has no servers: the query waits, and gets error 9001 after "
                + "mysql-connect_timeout_server_max", last(explain(ROWS, "app")));
    }

    @Test
    void withoutTheRulesEverythingGoesToTheDefaultHostgroup() {
        rig.rules.route("SELECT", 7);
        LoopModules modules = rig.modules;
        LoopModules withoutRules = new LoopModules(() -> QueryRouter.DEFAULT_HOSTGROUP, modules.digester(),
                modules.observers(), modules.servers(), modules.users(), modules.settings(),
                modules.backendSettings(), modules.cache());
        List<String> steps = lines(new RouteExplanations(withoutRules, rig.loops).explain(question(ROWS, "loose")));
        assertTrue(steps.contains("rule : none: the module mysql-query-rules is not running: every query goes to its "
                + "user's default hostgroup; start it with PROXYSQL MODULE START mysql-query-rules"), steps::toString);
        assertTrue(steps.contains("hostgroup 0: default_hostgroup of the user: transaction_persistent=0: also within a "
                + "transaction"), steps::toString);
    }

    @Test
    void aMessageOfARuleIsTheAnswerAndNoServerIsAsked() {
        rig.rules.answer("SELECT", "not today", null).answer("DELETE", null, "done");
        assertEquals("answer : ERR 1148 'not today': error_msg: no server is asked", last(explain(ROWS, "app")));
        assertEquals("answer : OK 'done': OK_msg: no server is asked", last(explain("DELETE FROM t", "app")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"SET NAMES utf8mb4 | special SET", "USE shop | special USE",
            "COMMIT | special COMMIT", "SHOW WARNINGS | special SHOW_WARNINGS",
            "SELECT CONNECTION_ID() | special CONNECTION_ID", "KILL 5 | special KILL"})
    void namesStatementsThatTheProxyTreatsItself(String sql, String begin) {
        assertTrue(explain(sql, "app").get(2).startsWith(begin + ": treated by the proxy: "));
    }

    @Test
    void namesAnUnknownUserAndAMissingOne() {
        assertTrue(explain(ROWS, "nobody").get(0).endsWith("has no such frontend account: it can't log in"));
        List<String> steps = explain(ROWS, "");
        assertTrue(steps.get(0).startsWith("session : no USER given"));
        assertEquals("hostgroup : default hostgroup: no rule sets destination_hostgroup, so it goes to the user's "
                + "default_hostgroup: name one with USER", last(steps));
    }

    private void server(int hostgroup, String host, ServerStatus status, int weight, int maxConnections) {
        rig.servers.add(new ServerKey(hostgroup, host, 3306), status, weight, maxConnections, 30);
    }

    private List<String> explain(String sql, String user) {
        return lines(new RouteExplanations(rig.modules, rig.loops).explain(question(sql, user)));
    }

    private static RouteQuestion question(String sql, String user) {
        return new RouteQuestion(sql, user, "", "10.0.0.7", "127.0.0.1", 6033);
    }

    private static List<String> lines(List<RouteStep> steps) {
        return steps.stream()
                .map(step -> step.step() + " " + step.item() + ": " + step.result() + ": " + step.reason()).toList();
    }

    private static String last(List<String> steps) {
        return steps.get(steps.size() - 1);
    }
}
