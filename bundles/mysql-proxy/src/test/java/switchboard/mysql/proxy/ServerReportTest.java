package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** What a server reports of its session (CLIENT_SESSION_TRACK): a procedure's SET reaches the session's connections only. */
class ServerReportTest {
    private static final String TRACKING = "SET session_track_system_variables='";

    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server().offering(Capability.CLIENT_SESSION_TRACK);

    @BeforeEach
    void aProcedureSetsAVariable() {
        server.on("CALL p", (side, command) -> side.okWithChanges("sql_mode", "ANSI", "autocommit", "ON"));
    }

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    private RawClient client() {
        return proxy.client("app", RawClient.USUAL | Capability.CLIENT_SESSION_TRACK);
    }

    private long asked() {
        return server.log().stream().filter(line -> line.contains(TRACKING)).count();
    }

    @Test
    void everyNewConnectionIsAskedToReport() {
        client().query("SELECT 1");
        assertTrue(server.log().get(1).startsWith("1:" + TRACKING), () -> server.log().toString());
        proxy.client().query("BEGIN"); // its client hears nothing of it
        client().query("SELECT 1");
        assertEquals(2, asked());
    }

    @Test
    void aReportedVariableIsTheSessionsOnEveryConnection() {
        RawClient client = client();
        assertTrue(client.query("CALL p()").isOk());
        assertEquals(0, proxy.count(LoopServer.Count.USED), "nothing binds");
        client().query("BEGIN"); // takes connection 1
        assertEquals(1, server.count("1:COM_RESET_CONNECTION"), "a procedure may do more than is reported");
        client.query("SELECT 1");
        assertEquals(1, server.count("2:SET sql_mode='ANSI'"), () -> server.log().toString());
    }

    @Test
    void aSchemaThatAProcedureCameBackToIsNotTheSessionsNewOne() {
        server.on("COM_STMT_EXECUTE CALL c.p", (side, command) -> side.okWithSchema("a"));
        RawClient client = client();
        client.query("USE a");
        StmtPrepareOk call = client.prepare("CALL c.p(?)");
        client.query("USE b");
        client().query("BEGIN"); // takes connection 1: the next one learns the statement, in a
        assertTrue(client.execute(call, "x").isOk());
        client.query("SELECT 1");
        assertEquals("2:COM_INIT_DB b", server.log().get(server.log().size() - 2), () -> server.log().toString());
    }

    @Test
    void whatCannotBeRepeatedBinds() {
        server.on("CALL q", (side, command) -> side.okWithChanges("sql_log_bin", "OFF"));
        RawClient client = client();
        client.query("CALL q()");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void whatHasNoNameBindsUnlessTheStatementExplainsIt() {
        server.on("CALL uses_a_variable", (side, command) -> side.okWithOtherChanges());
        server.on("DEALLOCATE", (side, command) -> side.okWithOtherChanges());
        client().query("DEALLOCATE PREPARE s");
        assertEquals(0, proxy.count(LoopServer.Count.USED));
        client().query("CALL uses_a_variable()");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void aReportThatMayBeOfAnotherSessionsRowsIsNotFollowed() {
        server.on("INSERT", (side, command) -> side.okWithChangesAndMore("sql_mode", "ANSI"));
        server.on("SELECT /*+ SET_VAR", (side, command) -> side.okWithChangesAndMore("sort_buffer_size", "262144"));
        client().query("INSERT INTO t VALUES (1)"); // MySQL tells with an OK what it couldn't with an EOF
        assertEquals(0, proxy.count(LoopServer.Count.USED));
        RawClient intime = proxy.client("app", RawClient.USUAL | Capability.CLIENT_DEPRECATE_EOF);
        intime.query("SELECT /*+ SET_VAR(sort_buffer_size=1M) */ 1");
        assertEquals(0, proxy.count(LoopServer.Count.USED), "a hint takes all back");
        intime.query("INSERT INTO t VALUES (1)");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void aVariableWithANameDoesNotExplainWhatHasNone() {
        server.on("CALL uses_both", (side, command) -> side.okWithChangesAndMore("sql_mode", "ANSI"));
        server.on("SET STATEMENT", (side, command) -> side.okWithChangesAndMore("sql_mode", ""));
        client().query("SET STATEMENT sql_mode='ANSI' FOR SELECT 1");
        assertEquals(0, proxy.count(LoopServer.Count.USED), "it takes all back");
        RawClient client = client();
        client.query("CALL uses_both()");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        client.query("SELECT 1");
        assertEquals(0, server.log().stream().filter(line -> line.contains("sql_mode='ANSI'") && !line.contains("FOR"))
                .count(), () -> server.log().toString());
    }

    @Test
    void whereNothingIsReportedTheNextSessionGetsAResetConnection() {
        server.offering(0).on("CALL p", (side, command) -> side.ok(0, 0));
        RawClient client = proxy.client();
        client.query("CALL p()");
        client.query("SELECT 1");
        assertEquals(0, server.count("1:COM_RESET_CONNECTION"), "it is the session's own");
        proxy.client().query("SELECT 1");
        assertEquals(1, server.count("1:COM_RESET_CONNECTION"));
    }

    @Test
    void aProcedureThatFailsMayHaveSetSomethingBefore() {
        server.on("CALL r", (side, command) -> side.error(1644, "45000", "mine"));
        client().query("CALL r()");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void aServerThatRefusesToReportIsUsedAsItIs() {
        server.on(TRACKING, (side, command) -> side.error(1193, "HY000", "Unknown system variable"));
        RawClient client = client();
        assertEquals("1", client.query("SELECT 1").value());
        client.query("BEGIN");
        client.close();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 1, () -> server.log().toString());
        assertEquals("1", client().query("SELECT 1").value());
        assertEquals(2, asked(), "after the reset once more");
    }
}
