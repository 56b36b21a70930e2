package switchboard.mysql.proxy;

import static switchboard.mysql.proxy.FaultSteps.query;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.packet.TextResult;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedLogin;
import switchboard.mysql.proxy.rig.ScriptedServer;
import switchboard.mysql.proxy.rig.ServerSide.Script;

/** What clients do while faults strike, and how their server lets the proxy in. */
enum FaultScenario {
    QUERY(query("SELECT 'rows'")), //
    WRITE(query("INSERT INTO t VALUES (1)")), //
    STATE(List.of(query("SET sql_mode='ANSI', @a=5"), query("USE other"), query("SELECT 'rows'"),
            query("UPDATE t SET a=1"))), //
    INIT_DB(List.of(query("SELECT 'rows'"), FaultSteps::initsDb, query("SELECT 'rows'"))), //
    TRANSACTION(List.of(query("BEGIN"), query("INSERT INTO t VALUES (1)"), query("SELECT 'rows'"), query("COMMIT"))), //
    SEVERAL(List.of(FaultSteps::several, query("SELECT 'rows'"))), //
    PREPARED(FaultSteps::executesTwice), //
    PREPARED_WRITE(FaultSteps::writes), //
    BINARY(FaultSteps::readsBinary), //
    CURSOR(FaultSteps::fetches), //
    LONG_DATA(FaultSteps::sendsLongData), //
    FILE(FaultSteps::loads), //
    CHANGE_USER(List.of(query("SELECT 'rows'"), FaultSteps::changesUser, query("SELECT 'rows'"))), //
    RESET(List.of(query("BEGIN"), FaultSteps::resets, query("SELECT 'rows'"))), //
    SHA2_FAST(ScriptedLogin::sha2Fast), //
    SHA2_FULL(ScriptedLogin::sha2Full), //
    SWITCHED(ScriptedLogin::switched), //
    TLS(ScriptedLogin.tls());

    /** A session ticket of TLS is not of the same length each time. */
    private static final int TICKET_VARIES = 150;

    private final List<Function<RawClient, String>> steps;
    private final Script login;

    FaultScenario(Function<RawClient, String> step) {
        this(List.of(step));
    }

    FaultScenario(List<Function<RawClient, String>> steps) {
        this.steps = steps;
        this.login = ScriptedLogin::atOnce;
    }

    FaultScenario(Script login) {
        this.steps = List.of(query("UPDATE t SET a=1"));
        this.login = login;
    }

    /** Whether it is there for the packets of its login. */
    boolean isLogin() {
        return compareTo(SHA2_FAST) >= 0;
    }

    boolean isTls() {
        return this == TLS;
    }

    /** Whether a place may lie behind what is said another time: a ticket of TLS varies, a reset may be told to others. */
    boolean mayMiss(int at, int total) {
        return this == RESET || isTls() && at > total - TICKET_VARIES;
    }

    /** How the server answers what a usual one doesn't. */
    void script(ScriptedServer server) {
        server.onConnect(login);
        server.on("SELECT 'rows'", (side, command) -> side.rows(List.of("a", "b"), new Object[]{"1", null},
                new Object[]{"two", "x".repeat(100)}));
        server.on("UPDATE several", (side, command) -> {
            ByteBuf answers = Unpooled.buffer();
            OkPacket.of(StatusFlag.SERVER_MORE_RESULTS_EXISTS).encode(answers, 1);
            int next = TextResult.encode(answers, 2, 0, List.of(ColumnDefinition.text("c")),
                    List.<Object[]>of(new Object[]{"x"}), StatusFlag.SERVER_MORE_RESULTS_EXISTS);
            OkPacket.of(0).encode(answers, next);
            side.raw(answers);
        });
        server.on("COM_STMT_PREPARE SELECT 'binary'", (side, command) -> side.prepared("SELECT 'binary'", "a", "b"));
        server.on("COM_STMT_EXECUTE SELECT 'binary'",
                (side, command) -> side.binaryRows(List.of("a", "b"), new Object[]{"x".repeat(50), null}));
        server.on("COM_STMT_EXECUTE SELECT ?", (side, command) -> side.okWithWarnings(0));
        server.on("COM_STMT_EXECUTE SELECT 'cursor'", (side, command) -> side.cursor());
        server.on("COM_STMT_FETCH", (side, command) -> side.fetched(true));
        server.on("LOAD DATA", (side, command) -> side.ok(side.askForFile("f").length, 0));
    }

    RawClient client(ProxyRig proxy) {
        return proxy.client("app", RawClient.USUAL | Capability.CLIENT_MULTI_STATEMENTS);
    }

    /** What the client sees of each step; the last is {@code closed} if the proxy closes its connection. */
    List<String> play(RawClient client) {
        List<String> seen = new ArrayList<>();
        for (Function<RawClient, String> step : steps) {
            String what;
            try {
                what = step.apply(client);
            } catch (UncheckedIOException | AssertionError end) {
                if (String.valueOf(end.getMessage()).contains("timed out")
                        || String.valueOf(end.getMessage()).contains("sequence id")) {
                    throw end;
                }
                what = closedOr(end);
            }
            seen.add(what);
            if (what.equals("closed")) {
                break;
            }
        }
        return seen;
    }

    /** A refused PREPARE is an assertion's text; everything else is the connection's end. */
    private static String closedOr(Throwable end) {
        String text = String.valueOf(end.getMessage());
        return text.startsWith("not prepared: ErrPacket")
                ? text.replaceFirst(".*code=(\\d+).*", "error $1")
                : "closed";
    }
}
