package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;
import switchboard.mysql.proxy.rig.ServerSide;

/** Clients on several event loops wait for the few connections of one server. */
class FairPoolsTest {
    private static final int CLIENTS = 500;
    private static final int LOOPS = 4;

    private final ProxyRig proxy = new ProxyRig(LOOPS);
    private final List<Integer> served = new CopyOnWriteArrayList<>();
    private final Semaphore turns = new Semaphore(0);

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void nobodyIsOvertakenMoreThanATenthOfTheTurns(int maxConnections) {
        proxy.settings.connectTimeoutServerMax = Duration.ofMinutes(2);
        ScriptedServer server = proxy.server(0, maxConnections).on("SELECT turn ", this::takeTurn);
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < maxConnections + CLIENTS; i++) {
            clients.add(proxy.client().send(Command.COM_QUERY, "SELECT turn " + i));
            int sent = i + 1;
            ProxyRig.await(() -> served.size() + waiting() == sent,
                    () -> served.size() + " are served and " + waiting() + " wait of " + sent);
        }
        for (int turn = 1; turn <= CLIENTS; turn++) {
            turns.release();
            int next = turn + maxConnections;
            ProxyRig.await(() -> served.size() == next, () -> served.size() + " are served, not " + next);
        }
        turns.release(maxConnections);
        clients.forEach(client -> assertEquals(1, client.reply().rows().size()));
        for (int at = maxConnections; at < served.size(); at++) {
            int fairTurn = served.get(at) - maxConnections + 1;
            int turn = at - maxConnections + 1;
            assertTrue(turn <= fairTurn + Math.max(4, fairTurn / 10),
                    "client " + fairTurn + " of the line was served as " + turn + " in " + served);
        }
        assertTrue(server.accepted() < CLIENTS / 5, "connections are closed for other loops' turns too often: "
                + server.accepted());
    }

    private void takeTurn(ServerSide side, byte[] command) throws IOException {
        served.add(Integer.parseInt(new String(command, 1, command.length - 1).substring("SELECT turn ".length())));
        turns.acquireUninterruptibly();
        side.rows(List.of("turn"), new Object[]{"1"});
    }

    private int waiting() {
        return proxy.loops.ask(loop -> loop.pool().waitingCount()).stream().mapToInt(Integer::intValue).sum();
    }
}
