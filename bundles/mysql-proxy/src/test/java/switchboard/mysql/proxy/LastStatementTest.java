package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** LAST_INSERT_ID(), ROW_COUNT(), FOUND_ROWS() and warnings: asked of the session, whichever connection it has by then. */
class LastStatementTest {
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    @Test
    void theQuestionForWarningsTakesNoFoundRowsAway() {
        server.on("SELECT SQL_CALC", (side, command) -> side.okWithWarnings(1)).on("SHOW WARNINGS",
                (side, command) -> side.rows(List.of("Level", "Code", "Message"),
                        new Object[]{"Warning", "1287", "deprecated"}));
        RawClient client = proxy.client();
        client.query("SELECT SQL_CALC_FOUND_ROWS a FROM t LIMIT 1");
        assertEquals("1287", client.query("SHOW WARNINGS").rows().getFirst().get(1));
        client.query("SELECT FOUND_ROWS()");
        assertEquals(1, server.count("FOUND_ROWS()"), server.log()::toString);
    }

    @Test
    void theSessionKnowsWhatItsLastStatementLeft() {
        server.on("UPDATE", (side, command) -> side.ok(3, 0)).on("BAD", (side, command) -> side.error(1064, "42000",
                "syntax"));
        RawClient client = proxy.client();
        client.query("UPDATE t SET a=1");
        proxy.client().query("SELECT 'another session uses the connection'");
        assertEquals("3", client.query("SELECT ROW_COUNT()").value());
        assertEquals("-1", client.query("SELECT ROW_COUNT() AS n").value());
        client.query("SELECT 1");
        assertEquals("1", client.query("SELECT FOUND_ROWS()").value());
        client.query("BAD");
        assertEquals(List.of("Error", "1064", "syntax"), client.query("SHOW WARNINGS").rows().get(0));
        assertEquals("1", client.query("SHOW COUNT(*) WARNINGS").value());
        client.query("SET NAMES latin1");
        assertEquals(List.of(), client.query("SHOW ERRORS").rows());
        assertEquals(0, server.count("ROWS()") + server.count("_COUNT()") + server.count("WARNINGS"));
    }

    @Test
    void aStatementThatUsesTheLastInsertIdFindsItOnAnyConnection() {
        server.on("INSERT INTO parent", (side, command) -> side.ok(1, 42));
        RawClient client = proxy.client();
        client.query("INSERT INTO parent VALUES (NULL)");
        proxy.client().query("SELECT 'another session uses the connection'");
        client.query("INSERT INTO child VALUES (LAST_INSERT_ID())");
        assertEquals(1, server.count("1:SET last_insert_id=42"), server.log()::toString);
        client.query("SELECT 1");
        assertEquals(0, server.count("last_insert_id=DEFAULT"), server.log()::toString);
    }

    @Test
    void anIdThatTheClientSetsIsNotOverwritten() {
        RawClient client = proxy.client();
        assertTrue(client.query("SET last_insert_id=3").isOk());
        client.query("SELECT LAST_INSERT_ID()");
        client.query("SELECT LAST_INSERT_ID()+1");
        assertEquals(List.of("1:SET last_insert_id=3", "1:SELECT LAST_INSERT_ID()", "1:SELECT LAST_INSERT_ID()+1"),
                server.log().subList(server.log().size() - 3, server.log().size()));
    }

    @Test
    void foundRowsKnowsInsertSelect() {
        server.on("INSERT", (side, command) -> side.ok(7, 0));
        RawClient client = proxy.client();
        client.query("INSERT INTO t SELECT * FROM u");
        assertEquals("7", client.query("SELECT FOUND_ROWS()").value());
        client.query("SELECT 1");
        client.query("INSERT INTO t VALUES (1)");
        assertEquals("1", client.query("SELECT FOUND_ROWS()").value());
    }

    @Test
    void foundRowsKnowsNothingOfSeveralStatementsWithoutRows() {
        RawClient client = proxy.client();
        client.query("SELECT 1");
        client.query("DO 1; DO 2");
        assertEquals("1", client.query("SELECT FOUND_ROWS()").value());
    }

    @Test
    void foundRowsKnowsNothingOfRowsThatAChangeReturns() {
        server.on("DELETE", (side, command) -> side.rows(List.of("id"), new Object[]{"1"}, new Object[]{"2"}));
        RawClient client = proxy.client();
        client.query("SELECT 1");
        assertEquals(2, client.query("DELETE FROM t RETURNING id").rows().size());
        assertEquals("1", client.query("SELECT FOUND_ROWS()").value());
    }

    @Test
    void lastInsertIdIsAnsweredFromTheSessionOrAskedWhereTheInsertWas() {
        ScriptedServer reader = proxy.server(1, 10);
        proxy.rules.route("SELECT", 1);
        server.on("INSERT", (side, command) -> side.ok(1, 42));
        RawClient client = proxy.client();
        client.query("INSERT INTO t VALUES (NULL)");
        proxy.client().query("SELECT 'another session uses the connection'");
        assertEquals("42", client.query("SELECT LAST_INSERT_ID()").value());
        assertEquals(0, reader.count("LAST_INSERT_ID()"));
        client.query("CREATE TEMPORARY TABLE t (a INT)");
        assertEquals("42", client.query("SELECT LAST_INSERT_ID()").value(), "not known on its connection");
        client.query("INSERT INTO t VALUES (NULL)");
        server.on("SELECT LAST_INSERT_ID()", (side, command) -> side.rows(List.of("id"), new Object[]{"43"}));
        assertEquals("43", client.query("SELECT LAST_INSERT_ID()").value());
        assertEquals(0, reader.count("LAST_INSERT_ID()"));
    }

    @Test
    void mariaDbKeepsWarningsOverStatementsWithoutATable() {
        RawClient client = warned();
        client.query("SET NAMES latin1");
        client.query("SELECT 1");
        assertEquals("Warning", client.query("SHOW WARNINGS").value());
        client.query("SELECT a FROM t");
        assertEquals(0, proxy.count(LoopServer.Count.USED));
        assertEquals(List.of(), client.query("SHOW WARNINGS").rows());
    }

    @Test
    void olderWarningsKeepAConnectionForASecondOrTwo() {
        RawClient client = warned();
        client.query("SELECT 1");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        proxy.advance(Duration.ofSeconds(2));
        proxy.tick();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.USED) == 0, server.log()::toString);
        assertEquals("0", client.query("SHOW COUNT(*) WARNINGS").value());
    }

    @Test
    void warningsOfAnotherHostgroupEndWithTheNextStatement() {
        proxy.server(1, 10);
        proxy.rules.route("SELECT", 1);
        RawClient client = warned();
        client.query("SELECT a FROM t");
        assertEquals(0, proxy.count(LoopServer.Count.USED));
        assertEquals(List.of(), client.query("SHOW WARNINGS").rows());
    }

    /** A client whose last statement has left a warning on a MariaDB. */
    private RawClient warned() {
        server.asMariaDb().on("INSERT", (side, command) -> side.okWithWarnings(1))
                .on("SHOW WARNINGS", (side, command) -> side.rows(List.of("Level", "Code", "Message"),
                        new Object[]{"Warning", "1265", "Data truncated"}));
        RawClient client = proxy.client();
        client.query("INSERT INTO t VALUES ('too long')");
        return client;
    }

    @Test
    void anIdThatASelectGivesIsTheSessions() {
        RawClient client = proxy.client();
        client.query("SELECT LAST_INSERT_ID(7)");
        proxy.client().query("SELECT 'another session uses the connection'");
        assertEquals("7", client.query("SELECT LAST_INSERT_ID()").value());
    }

    @Test
    void anErrorIsRaisedAgainWhereSomebodyAsksForIt() {
        server.on("BAD", (side, command) -> side.error(1064, "42000", "it's bad"));
        RawClient client = proxy.client();
        client.query("BAD");
        proxy.client().query("SELECT 'another session uses the connection'");
        client.query("SELECT @@error_count");
        assertEquals(
                List.of("1:SIGNAL SQLSTATE '42000' SET MYSQL_ERRNO=1064, MESSAGE_TEXT=_utf8mb4 X'6974277320626164'",
                        "1:SELECT @@error_count"),
                server.log().subList(server.log().size() - 2, server.log().size()));
    }

    @Test
    void whatAnotherSessionHasLeftIsNotTold() {
        RawClient client = proxy.client();
        client.query("SELECT a FROM t");
        client.query("SELECT @@warning_count");
        assertEquals("1:DO (SELECT 1 FROM (SELECT 1) AS t)", server.log().get(server.log().size() - 2));
    }

    @Test
    void foundRowsOfSubqueriesAreAskedWhereTheyRan() {
        RawClient client = proxy.client();
        client.query("DO (SELECT MAX(b) FROM u)");
        client.query("SELECT FOUND_ROWS()");
        assertEquals(1, server.count("FOUND_ROWS()"), server.log()::toString);
    }

    @Test
    void warningsAreShownByTheConnectionThatHasThem() {
        server.on("INSERT", (side, command) -> side.okWithWarnings(1));
        server.on("SHOW WARNINGS", (side, command) -> side.rows(List.of("Level", "Code", "Message"),
                new Object[]{"Warning", "1265", "Data truncated"}));
        RawClient client = proxy.client();
        client.query("INSERT INTO t VALUES ('too long')");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        assertEquals("Warning", client.query("SHOW WARNINGS").value());
        assertEquals("Warning", client.query("SHOW WARNINGS").value(), "asking takes nothing away");
        client.query("SET NAMES latin1");
        assertEquals(0, proxy.count(LoopServer.Count.USED), "they bind for one statement");
        assertEquals(List.of(), client.query("SHOW WARNINGS").rows());
    }
}
