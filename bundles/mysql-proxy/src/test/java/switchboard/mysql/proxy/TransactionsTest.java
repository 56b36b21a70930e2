package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** Transactions, autocommit and savepoints: what binds while they last, and what hears of their end. */
class TransactionsTest {
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    @Test
    void aSavepointBeforeTheTransactionsFirstTableBindsWhileAutocommitIsOff() {
        server.on("SAVEPOINT", (side, command) -> {
            side.autocommit(false);
            side.ok(0, 0);
        });
        RawClient client = proxy.client();
        client.query("SET autocommit=0");
        client.query("SAVEPOINT a");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        client.query("ROLLBACK");
        assertEquals(0, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void whatIsSetForTheNextTransactionEndsWithCommit() {
        RawClient client = proxy.client();
        client.query("SET TRANSACTION READ ONLY");
        client.query("COMMIT");
        assertEquals(1, server.count("1:COMMIT"), () -> server.log().toString());
    }

    @Test
    void aSavepointBindsOnlyInATransaction() {
        RawClient client = proxy.client();
        client.query("SAVEPOINT a");
        assertEquals(0, proxy.count(LoopServer.Count.USED));
        client.query("BEGIN");
        client.query("SAVEPOINT a");
        client.query("COMMIT");
        assertEquals(0, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void aVariableSetInATransactionIsToldThoughAutocommitEndsIt() {
        RawClient client = proxy.client();
        client.query("SET autocommit=0");
        client.query("BEGIN");
        client.query("SET sql_mode='ANSI'");
        server.on("SET autocommit=1", (side, command) -> {
            side.inTransaction(false);
            side.ok(0, 0);
        });
        client.query("SET autocommit=1");
        client.query("SELECT 1");
        assertEquals(1, server.count("1:SET sql_mode='ANSI'"), server.log()::toString);
        assertEquals(1, server.count("1:SET autocommit=1"), server.log()::toString);
    }

    @Test
    void autocommitStaysOffWhereTheServerCannotCommit() {
        server.on("SET autocommit=1", (side, command) -> side.error(1399, "XAE07", "XAER_RMFAIL"));
        server.on("SET autocommit=OFF", (side, command) -> {
            side.autocommit(false);
            side.ok(0, 0);
        });
        RawClient client = proxy.client();
        client.query("SET autocommit=0");
        server.on("XA START", (side, command) -> {
            side.inTransaction(true);
            side.ok(0, 0);
        });
        client.query("XA START 'x'");
        assertEquals(1399, client.query("SET autocommit=1").code());
        int flags = client.query("SELECT ROW_COUNT()").statusFlags();
        assertEquals(StatusFlag.SERVER_STATUS_IN_TRANS,
                flags & (StatusFlag.SERVER_STATUS_IN_TRANS | StatusFlag.SERVER_STATUS_AUTOCOMMIT));
    }

    @Test
    void autocommitOffIsToldBeforeTheNextStatement() {
        RawClient client = proxy.client();
        Reply off = client.query("SET autocommit=0");
        assertEquals(0, off.statusFlags() & StatusFlag.SERVER_STATUS_AUTOCOMMIT);
        assertEquals(0, server.accepted());
        client.query("INSERT INTO t VALUES (1)");
        assertEquals(1, server.count("1:SET autocommit=OFF"));
    }

    @Test
    void aFailedStatementMayHaveBegunATransactionWhileAutocommitIsOff() {
        server.on("INSERT", (side, command) -> side.error(1062, "23000", "Duplicate entry"));
        RawClient client = proxy.client();
        client.query("SET autocommit=0");
        client.query("INSERT INTO t VALUES (1)");
        assertEquals(1, proxy.count(LoopServer.Count.USED), "nobody else may get into it");
        client.query("ROLLBACK");
        assertEquals(1, server.count("1:ROLLBACK"));
        assertEquals(0, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void commitWithoutATransactionNeedsNoServer() {
        assertTrue(proxy.client().query("COMMIT").isOk());
        assertEquals(0, server.accepted());
    }

    @Test
    void aTransactionKeepsItsHostgroupAgainstTheRules() {
        ScriptedServer reader = proxy.server(1, 10);
        proxy.rules.route("SELECT", 1);
        RawClient client = proxy.client();
        client.query("BEGIN");
        client.query("SELECT 1");
        assertEquals(0, reader.accepted());
        client.query("COMMIT");
        client.query("SELECT 1");
        assertEquals(1, reader.count(":SELECT 1"));
        RawClient loose = proxy.client("loose", RawClient.USUAL);
        loose.query("BEGIN");
        loose.query("SELECT 1");
        assertEquals(2, reader.count(":SELECT 1"), "its user's transaction_persistent is 0");
        assertTrue(loose.query("COMMIT").isOk());
    }

    @Test
    void setOptionInATransactionReachesItsServerAndKeepsIt() {
        RawClient client = proxy.client();
        client.query("BEGIN");
        client.send(switchboard.mysql.protocol.Command.COM_SET_OPTION, (byte) 0, (byte) 0);
        assertTrue(client.reply().isOk());
        assertEquals(1, server.count("1:COM_SET_OPTION 0"));
        assertTrue(client.query("INSERT INTO t VALUES (1)").inTransaction());
        client.query("COMMIT");
        assertEquals("1", client.query("SELECT 1; SELECT 2").value());
        assertEquals("2", proxy.client().query("SELECT 1").value(), "others did not ask for batches");
    }

    @Test
    void resetConnectionEndsTheTransactionAndItsClock() {
        RawClient client = proxy.client();
        client.query("BEGIN");
        client.query("SET sql_mode='ANSI'");
        client.send(switchboard.mysql.protocol.Command.COM_RESET_CONNECTION);
        assertFalse(client.reply().inTransaction());
        ProxyRig.await(() -> server.count("1:COM_RESET_CONNECTION") == 1, () -> server.log().toString());
        proxy.settings.maxTransactionTime = java.time.Duration.ofSeconds(10);
        proxy.settings.maxTransactionIdleTime = java.time.Duration.ofSeconds(10);
        proxy.advance(java.time.Duration.ofSeconds(30));
        assertEquals(0, client.query("SELECT 1").code());
        assertEquals(0, server.count("sql_mode='ANSI'"));
    }
}
