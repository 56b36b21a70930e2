package switchboard.mysql.proxy.backend;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.client.LoginRefusedException;

/** Runs mysql-init_connect on a new connection, within mysql-connect_timeout_server, before anybody gets it. */
final class InitConnect implements InternalCommand {
    private final Consumer<BackendConnection> opened;
    private final Consumer<LoginRefusedException> failed;
    private ScheduledFuture<?> limit;

    private InitConnect(Consumer<BackendConnection> opened, Consumer<LoginRefusedException> failed) {
        this.opened = opened;
        this.failed = failed;
    }

    /** Calls one of the two. */
    static void run(BackendPool pool, BackendConnection connection, Consumer<BackendConnection> opened,
            Consumer<LoginRefusedException> failed) {
        String statement = pool.settings().initConnect();
        InitConnect command = new InitConnect(opened, failed);
        if (statement.isEmpty()) {
            command.handOut(connection);
            return;
        }
        command.limit = pool.loop().schedule(() -> connection.close("no answer to mysql-init_connect"),
                pool.settings().connectTimeoutServer().toMillis(), TimeUnit.MILLISECONDS);
        connection.runInternal(Command.COM_QUERY,
                CommandPackets.of(connection.channel().alloc(), Command.COM_QUERY, statement), command);
    }

    private void handOut(BackendConnection connection) {
        connection.handOut();
        opened.accept(connection);
    }

    @Override
    public void answered(BackendConnection by) {
        limit.cancel(false);
        var answer = by.answer();
        if (answer.errorCode() == 0) {
            handOut(by);
            return;
        }
        LoginRefusedException why = new LoginRefusedException(answer.errorCode(), answer.sqlState(),
                "mysql-init_connect: " + answer.errorMessage());
        by.close(why.getMessage());
        failed.accept(why);
    }

    @Override
    public void lost(BackendConnection gone, String reason) {
        limit.cancel(false);
        failed.accept(new LoginRefusedException(2013, "HY000", reason));
    }
}
