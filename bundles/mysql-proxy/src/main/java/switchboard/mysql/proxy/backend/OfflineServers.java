package switchboard.mysql.proxy.backend;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/** Closes one event loop's connections to servers that serve no longer: at once, or when a writer's drain is over. */
final class OfflineServers {
    private final BackendPool pool;
    private final WriterDrain drain = new WriterDrain();

    OfflineServers(BackendPool pool) {
        this.pool = pool;
    }

    /** Other servers or states are in force; {@link #close} follows. */
    void follow(ServersSnapshot before, Map<ServerKey, Server> now) {
        drain.follow(before, now, pool.nanoClock().getAsLong());
    }

    /** Not amid a command, whose own connection may be among them. */
    void close() {
        for (LoopServer server : pool.servers()) {
            if (server.server().status() == ServerStatus.OFFLINE_HARD || server.server().killsConnections()) {
                close(server);
            } else if (!server.isOnline()) {
                server.idle().forEach(connection -> connection.close("its server is no longer online"));
            }
        }
        pool.waiting().serveAll();
    }

    /** At once, or what a writer of before has under way when its time is over. */
    private void close(LoopServer server) {
        Duration limit = pool.settings() == null ? Duration.ZERO : pool.settings().failover().writerDrain();
        long left = drain.left(server.gate().key(), limit, pool.nanoClock().getAsLong());
        for (BackendConnection connection : server.open()) {
            if (left == 0 || !connection.isWorking()) {
                close(connection);
            }
        }
        if (left > 0 && !server.open().isEmpty()) {
            pool.loop().schedule(() -> close(), left, TimeUnit.NANOSECONDS);
        }
    }

    private static void close(BackendConnection connection) {
        if (connection.isForwarding()) {
            connection.server().count(LoopServer.Count.OFFLINE_DURING_QUERY, 1);
        }
        connection.close("its server is " + connection.server().server().status());
    }
}
