package switchboard.mysql.proxy.backend;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import switchboard.mysql.protocol.Command;

/** Asks an idle connection whether it lives (mysql-ping_interval_server_msec, mysql-ping_timeout_server). */
final class IdlePing implements InternalCommand {
    private final BackendPool pool;
    private final BackendConnection connection;
    private final Duration limit;
    private ScheduledFuture<?> timeout;

    IdlePing(BackendPool pool, BackendConnection connection, Duration limit) {
        this.pool = pool;
        this.connection = connection;
        this.limit = limit;
    }

    void start() {
        pool.borrow(connection);
        timeout = pool.loop().schedule(() -> connection.close("no answer to a ping"), limit.toMillis(),
                TimeUnit.MILLISECONDS);
        connection.runInternal(Command.COM_PING, CommandPackets.of(connection.channel().alloc(), Command.COM_PING),
                this);
    }

    @Override
    public void answered(BackendConnection alive) {
        timeout.cancel(false);
        pool.giveBack(alive);
    }

    @Override
    public void lost(BackendConnection gone, String reason) {
        timeout.cancel(false);
    }
}
