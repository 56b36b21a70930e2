package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;
import switchboard.mysql.proxy.rig.ServerSide;

/** An account whose password has expired at its server: who can change it does so through the proxy. */
class ExpiredPasswordTest {
    private static final long CHANGES = Capability.CLIENT_CAN_HANDLE_EXPIRED_PASSWORDS;
    private static final String AT_LOGIN = "Your password has expired. To log in you must change it using a client that "
            + "supports expired passwords.";
    private static final String LATER = "You must reset your password using ALTER USER statement before executing this "
            + "statement.";
    private static final String CHANGE = "ALTER USER USER() IDENTIFIED BY 'new'";

    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();
    private final Set<Integer> sandboxed = ConcurrentHashMap.newKeySet();
    private boolean letsEverybodyIn; // disconnect_on_expired_password=OFF

    /** As MySQL does. */
    @BeforeEach
    void thePasswordHasExpired() {
        server.onConnect((side, none) -> {
            side.greet("mysql_native_password", CHANGES | Capability.CLIENT_SESSION_TRACK);
            side.readLogin();
            if (letsEverybodyIn || side.has(CHANGES)) {
                sandboxed.add(side.id());
                side.ok(0, 0);
            } else {
                side.error(1862, "HY000", AT_LOGIN);
                side.die();
            }
        });
        server.on("", this::answer);
    }

    private void answer(ServerSide side, byte[] command) throws IOException {
        boolean changes = command[0] == Command.COM_QUERY
                && new String(command, 1, command.length - 1, StandardCharsets.UTF_8).startsWith("ALTER USER");
        if (changes) {
            sandboxed.remove(side.id());
        }
        if (sandboxed.contains(side.id())) {
            side.error(1820, "HY000", LATER);
        } else {
            side.asUsual(command);
        }
    }

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    private List<String> logOf(int connection) {
        return server.log().stream().filter(line -> line.startsWith(connection + ":")).toList();
    }

    @Test
    void aClientThatCannotChangeItIsToldWhatTheServerSays() {
        RawClient client = proxy.client();
        for (int tries = 1; tries <= 2; tries++) {
            Reply refused = client.query("SELECT 1");
            assertEquals(1862, refused.code());
            assertEquals("HY000", refused.error().sqlState());
            assertEquals(AT_LOGIN, refused.error().message());
            assertEquals(tries, server.accepted(), "another try gets the same answer");
        }
    }

    @Test
    void aClientThatCanChangesItAndGoesOn() {
        proxy.settings.initConnect = "SET @init=1";
        RawClient client = proxy.client("app", RawClient.USUAL | CHANGES);
        Reply refused = client.query("SELECT 1");
        assertEquals(1820, refused.code());
        assertEquals(LATER, refused.error().message());
        assertEquals(1820, client.query("INSERT INTO t VALUES (1)").code());
        assertTrue(client.query(CHANGE).isOk());
        assertEquals("2", client.query("SELECT 1").value());
        assertEquals(List.of("2:LOGIN app", "2:SELECT 1", "2:INSERT INTO t VALUES (1)", "2:" + CHANGE, "2:SELECT 1"),
                logOf(2));
    }

    @Test
    void whatTheSessionHasSetComesWithTheFirstStatementThatMayRun() {
        RawClient client = proxy.client("app", RawClient.USUAL | CHANGES);
        assertTrue(client.query("SET sql_mode='ANSI'").isOk());
        assertTrue(client.query("USE other").isOk());
        assertTrue(client.query(CHANGE).isOk());
        assertEquals("2", client.query("SELECT 1").value());
        List<String> log = logOf(2);
        List<String> after = log.subList(log.indexOf("2:" + CHANGE) + 1, log.size());
        assertTrue(after.getFirst().contains("sql_mode='ANSI'"), after::toString);
        assertEquals("2:SELECT 1", after.getLast());
    }

    @Test
    void itsConnectionIsNobodyElses() {
        RawClient client = proxy.client("app", RawClient.USUAL | CHANGES);
        assertTrue(client.query(CHANGE).isOk());
        assertEquals(1862, proxy.client().query("SELECT 1").code(), "until mysql_users has the new password");
        RawClient other = proxy.client("app", RawClient.USUAL | CHANGES);
        assertEquals(1820, other.query("SELECT 1").code());
        other.close();
        client.close();
        ProxyRig.await(() -> server.open() == 0, () -> server.log().toString());
        assertEquals(0, proxy.count(LoopServer.Count.IDLE));
    }

    @Test
    void aServerThatLetsEverybodyInToChangeItIsNotShared() {
        letsEverybodyIn = true;
        RawClient client = proxy.client("app", RawClient.USUAL | Capability.CLIENT_SESSION_TRACK);
        assertEquals(LATER, client.query("SELECT 1").error().message());
        assertEquals(1820, proxy.client().query("SELECT 1").code());
        assertEquals(0, proxy.count(LoopServer.Count.IDLE));
        assertTrue(client.query(CHANGE).isOk());
        assertEquals("1", client.query("SELECT 1").value());
    }

    @Test
    void aRelaysClientChangesItToo() {
        proxy.users.addFastForward("relay", 0);
        RawClient client = proxy.client("relay", RawClient.USUAL | CHANGES);
        assertEquals(1820, client.query("SELECT 1").code());
        assertTrue(client.query(CHANGE).isOk());
        assertEquals("2", client.query("SELECT 1").value());
    }
}
