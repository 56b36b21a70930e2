package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.api.server.HostgroupRules;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.backend.Opening;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** Sessions that wait because their hostgroup gets no more new connections within this second. */
class ThrottledConnectionsTest {
    private static final int TURNS = 2000;
    /** What the one poll that there is, and requests that come, may look for servers. */
    private static final int FEW = 200;

    private final ProxyRig proxy = new ProxyRig(2);
    private final ScriptedServer server = proxy.server();
    private final List<RawClient> clients;

    /** No loop polls a second time: what they do is what they tell themselves to do. */
    ThrottledConnectionsTest() {
        proxy.settings.connectTimeoutServerMax = Duration.ofHours(1);
        proxy.settings.pollTimeoutOnFailure = Duration.ofHours(1);
        perSecond(0);
        clients = List.of(proxy.client(), proxy.client(), proxy.client(), proxy.client());
    }

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    private void perSecond(int connections) {
        proxy.settings.opening = new Opening(false, connections, proxy.settings.opening.keepalive(), true);
    }

    private void theyWait() {
        clients.forEach(client -> client.send(Command.COM_QUERY, "BEGIN"));
        ProxyRig.await(() -> waiting() == clients.size(), () -> waiting() + " wait");
    }

    private int waiting() {
        return proxy.loops.ask(loop -> loop.pool().waitingCount()).stream().mapToInt(Integer::intValue).sum();
    }

    private void assertLoopsRest() {
        long before = proxy.servers.asked();
        for (int turn = 0; turn < TURNS; turn++) {
            proxy.settle();
        }
        long asked = proxy.servers.asked() - before;
        assertTrue(asked < FEW, () -> "servers were looked for " + asked + " times within " + TURNS + " turns");
        assertEquals(clients.size(), waiting());
        assertEquals(0, server.accepted());
    }

    private void assertAllAreServed() {
        proxy.tick();
        clients.forEach(client -> assertTrue(client.reply().isOk()));
    }

    @Test
    void leaveTheirLoopsAloneWhileTheyWait() {
        theyWait();
        assertLoopsRest();
        perSecond(1000);
        assertAllAreServed();
    }

    @Test
    void doSoWhereItIsTheHostgroupsOwnLimit() {
        perSecond(1000);
        rules(0);
        theyWait();
        assertLoopsRest();
        rules(1000);
        assertAllAreServed();
    }

    private void rules(int connectionsPerSecond) {
        proxy.servers.rules(0,
                new HostgroupRules(1_000_000, -1, 100, "", true, false, connectionsPerSecond, Set.of(), -1));
        proxy.follow();
    }
}
