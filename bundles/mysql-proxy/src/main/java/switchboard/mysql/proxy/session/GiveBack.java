package switchboard.mysql.proxy.session;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.StateSync;
import switchboard.mysql.proxy.loop.ProxyLoop;

/**
 * A connection whose session is gone: back to the pool when it is reset, closed if that fails or takes longer than
 * mysql-connect_timeout_server.
 */
final class GiveBack implements StateSync.Then {
    private final ProxyLoop loop;
    private final ScheduledFuture<?> limit;

    private GiveBack(ProxyLoop loop, BackendConnection connection) {
        this.loop = loop;
        long limitMillis = loop.modules().backendSettings().get().connectTimeoutServer().toMillis();
        this.limit = loop.eventLoop().schedule(() -> connection.close("no answer to a reset"), limitMillis,
                TimeUnit.MILLISECONDS);
    }

    static void afterReset(ProxyLoop loop, BackendConnection connection) {
        StateSync.reset(connection, new GiveBack(loop, connection));
    }

    @Override
    public void ready(BackendConnection connection) {
        limit.cancel(false);
        loop.pool().giveBack(connection);
    }

    @Override
    public void refused(BackendConnection connection, int errorCode, String sqlState, String message) {
        limit.cancel(false);
        connection.close("its reset was refused: " + message);
    }

    @Override
    public void lost(BackendConnection connection, String reason) {
        limit.cancel(false);
        connection.close(reason);
    }
}
