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
    private final Runnable then;

    private GiveBack(ProxyLoop loop, BackendConnection connection, Runnable then) {
        this.loop = loop;
        this.then = then;
        long limitMillis = loop.modules().backendSettings().get().connectTimeoutServer().toMillis();
        this.limit = loop.eventLoop().schedule(() -> connection.close("no answer to a reset"), limitMillis,
                TimeUnit.MILLISECONDS);
    }

    /** @param then called once, when the connection is reset or closed */
    static void afterReset(ProxyLoop loop, BackendConnection connection, Runnable then) {
        StateSync.reset(connection, new GiveBack(loop, connection, then));
    }

    @Override
    public void ready(BackendConnection connection) {
        limit.cancel(false);
        loop.pool().giveBack(connection);
        then.run();
    }

    @Override
    public void refused(BackendConnection connection, int errorCode, String sqlState, String message) {
        limit.cancel(false);
        connection.close("its reset was refused: " + message);
        then.run();
    }

    @Override
    public void lost(BackendConnection connection, String reason) {
        limit.cancel(false);
        connection.close(reason);
        then.run();
    }
}
