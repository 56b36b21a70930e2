package switchboard.cluster.wire;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import switchboard.api.table.Rows;
import switchboard.cluster.peer.PeerConnection;
import switchboard.cluster.peer.PeerException;
import switchboard.cluster.peer.ShortChecks;
import switchboard.mysql.protocol.client.ClientConnection;
import switchboard.mysql.protocol.client.CommandFailedException;
import switchboard.mysql.protocol.client.ResultRows;

/** A connection that is logged in. */
final class NettyPeer implements PeerConnection {
    private static final int FIRST_ERROR_OF_OURS = 2000;
    private static final int LAST_ERROR_OF_OURS = 2999;

    private final ClientConnection connection;
    private final EventLoop loop;
    private final Executor cluster;
    private final PeerLimits limits;

    NettyPeer(ClientConnection connection, EventLoop loop, Executor cluster, PeerLimits limits) {
        this.connection = connection;
        this.loop = loop;
        this.cluster = cluster;
        this.limits = limits;
    }

    @Override
    public CompletionStage<Rows> query(String sql) {
        try {
            return ask(sql);
        } catch (RejectedExecutionException ended) {
            return CompletableFuture.failedFuture(new PeerException("the event loops have ended", false));
        }
    }

    private CompletionStage<Rows> ask(String sql) {
        CompletableFuture<Rows> result = new CompletableFuture<>();
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> deadline = loop.schedule(() -> {
            late.set(true);
            connection.close();
        }, limits.answer().toMillis(), TimeUnit.MILLISECONDS);
        Future<ResultRows> asked = connection.query(sql);
        asked.addListener(done -> {
            deadline.cancel(false);
            try {
                if (done.isSuccess()) {
                    Rows rows = rows(asked.getNow());
                    cluster.execute(() -> result.complete(rows));
                } else {
                    PeerException why = late.get()
                            ? new PeerException("no answer within " + limits.answer().toSeconds() + " s", false)
                            : failure(done.cause());
                    cluster.execute(() -> result.completeExceptionally(why));
                }
            } catch (RejectedExecutionException stopped) { // nobody would ever close it
                connection.close();
            }
        });
        return result;
    }

    private static Rows rows(ResultRows answer) {
        return answer.columns().isEmpty()
                ? ShortChecks.answer(answer.info())
                : new Rows(answer.columns(), answer.rows());
    }

    private static PeerException failure(Throwable cause) {
        boolean answered = cause instanceof CommandFailedException failed
                && (failed.code() < FIRST_ERROR_OF_OURS || failed.code() > LAST_ERROR_OF_OURS);
        return new PeerException(String.valueOf(cause.getMessage()), answered);
    }

    @Override
    public void close() {
        connection.close();
    }
}
