package switchboard.mysql.proxy.backend;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.client.LoginRefusedException;

/**
 * Runs mysql-init_connect, or what its hostgroup has instead, on a new connection, within mysql-connect_timeout_server,
 * before anybody gets it.
 */
final class InitConnect implements InternalCommand {
    private final Queue<String> statements;
    private final Consumer<BackendConnection> opened;
    private final Consumer<LoginRefusedException> failed;
    private ScheduledFuture<?> limit;
    private String current;

    private InitConnect(List<String> statements, Consumer<BackendConnection> opened,
            Consumer<LoginRefusedException> failed) {
        this.statements = new ArrayDeque<>(statements);
        this.opened = opened;
        this.failed = failed;
    }

    /** Calls one of the two. */
    static void run(BackendPool pool, BackendConnection connection, Consumer<BackendConnection> opened,
            Consumer<LoginRefusedException> failed) {
        InitConnect command = new InitConnect(connection.beginsWith(), opened, failed);
        if (ExpiredPassword.isChangedOn(connection.key().capabilities())) {
            connection.changesPassword();
            command.statements.clear(); // servers do without their own then
        }
        if (command.statements.isEmpty()) {
            command.handOut(connection);
            return;
        }
        command.limit = pool.loop().schedule(() -> connection.close("no answer to init_connect"),
                pool.settings().connectTimeoutServer().toMillis(), TimeUnit.MILLISECONDS);
        command.next(connection);
    }

    private void next(BackendConnection connection) {
        current = statements.poll();
        connection.runInternal(Command.COM_QUERY,
                CommandPackets.of(connection.channel().alloc(), Command.COM_QUERY, current), this);
    }

    private void handOut(BackendConnection connection) {
        connection.handOut();
        opened.accept(connection);
    }

    @Override
    public void answered(BackendConnection by) {
        var answer = by.answer();
        if (ExpiredPassword.isTold(answer.errorCode())) { // at a server with disconnect_on_expired_password=OFF
            limit.cancel(false);
            by.changesPassword();
            handOut(by);
            return;
        }
        boolean done = answer.errorCode() == 0 || SessionTracking.is(current);
        if (done && !statements.isEmpty()) {
            next(by);
            return;
        }
        limit.cancel(false);
        if (done) {
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
