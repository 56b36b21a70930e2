package switchboard.monitor.connection;

import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.table.Rows;
import switchboard.api.transport.Transport;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.client.ClientConnection;
import switchboard.mysql.protocol.client.LoginRefusedException;
import switchboard.mysql.protocol.client.RepeatedCommand;
import switchboard.mysql.protocol.client.ResultLimits;
import switchboard.mysql.protocol.packet.ErrPacket;

/** The monitor's connections of one event loop: those that are idle are kept by host and port. On that loop. */
public final class CheckConnections {
    private record Place(String hostname, int port, boolean tls) {
        static Place of(CheckTarget target) {
            return new Place(target.hostname(), target.port(), target.tls());
        }
    }

    private record Idle(ClientConnection connection, ConnectionSettings by, long sinceNanos) {
    }

    /** The idle connections of a place. */
    static final class Kept {
        private final ArrayDeque<Idle> idle = new ArrayDeque<>(2);
        private boolean forgotten; // there were none for a while, and others may be kept elsewhere by now
    }

    private static final int TENTHS = 10;
    private static final int MAX_STATEMENTS = 1000;

    private final EventLoop loop;
    private final Transport transport;
    private final CheckTls tls;
    private final Supplier<ConnectionSettings> settings;
    private final LongSupplier nanos;
    private final CheckTimer timer;
    private final Map<Place, Kept> places = new HashMap<>();
    private final RepeatedCommand<Rows> ping = RepeatedCommand.ping(any -> CheckResult.NO_ROWS);
    private final Map<String, RepeatedCommand<Rows>> statements = new HashMap<>();
    private ConnectionSettings tidiedBy; // null before the first time
    private long tidiedNanos;
    private boolean closed;

    public CheckConnections(EventLoop loop, Transport transport, CheckTls tls, Supplier<ConnectionSettings> settings,
            LongSupplier nanos) {
        this.tls = tls;
        this.loop = loop;
        this.transport = transport;
        this.settings = settings;
        this.nanos = nanos;
        timer = new CheckTimer(loop, nanos);
    }

    public EventLoop loop() {
        return loop;
    }

    public CheckTimer timer() {
        return timer;
    }

    ConnectionSettings settings() {
        return settings.get();
    }

    /** What to send; the same object for all servers that are asked the same. */
    RepeatedCommand<Rows> command(CheckQuestion question, String serverVersion) {
        return switch (question) {
            case CheckQuestion.Ping any -> ping;
            case CheckQuestion.Query query -> {
                if (statements.size() > MAX_STATEMENTS) { // of a check that asks something new each time
                    statements.clear();
                }
                yield statements.computeIfAbsent(query.byServerVersion().apply(serverVersion),
                        sql -> RepeatedCommand.query(sql, answer -> new Rows(answer.columns(), answer.rows())));
            }
            case CheckQuestion.Connect any -> throw new IllegalStateException("a connect asks nothing");
        };
    }

    /** Where connections to a target are kept. */
    Kept kept(CheckTarget target) {
        return places.computeIfAbsent(Place.of(target), any -> new Kept());
    }

    /** A connection that is logged in and was open when last heard of; null if there is none. */
    ClientConnection takeIdle(Kept kept) {
        ConnectionSettings now = settings.get();
        while (!kept.idle.isEmpty()) {
            Idle newest = kept.idle.pollLast();
            if (newest.by() == now && newest.connection().isOpen()) {
                return newest.connection();
            }
            newest.connection().close();
        }
        return null;
    }

    /** Opens a connection and logs in; cancelling ends it. */
    Future<ClientConnection> open(CheckTarget target, ConnectionSettings by, Duration timeout) {
        if (!target.tls()) {
            return open(target, by, null, timeout);
        }
        Promise<ClientConnection> opened = new DefaultPromise<>(loop);
        tls.context(target, by.user()).whenComplete((context, unusable) -> loop.execute(() -> {
            if (unusable != null) {
                opened.tryFailure(new LoginRefusedException(ErrorCode.CR_SSL_CONNECTION_ERROR, ErrPacket.GENERAL_STATE,
                        "SSL connection error: " + unusable.getMessage()));
            } else if (!opened.isDone()) {
                Future<ClientConnection> secure = open(target, by, context, timeout);
                secure.addListener(done -> {
                    if (!done.isSuccess()) {
                        opened.tryFailure(done.cause());
                    } else if (!opened.trySuccess(secure.getNow())) {
                        secure.getNow().close();
                    }
                });
                opened.addListener(done -> secure.cancel(true)); // without effect unless it was given up
            }
        }));
        return opened;
    }

    private Future<ClientConnection> open(CheckTarget target, ConnectionSettings by, SslContext context,
            Duration timeout) {
        return ClientConnection.open(loop, by.credentials(context), ResultLimits.SMALL,
                handler -> transport.connect(loop, target.hostname(), target.port(), timeout, handler));
    }

    /** Keeps a connection for the next question, or closes it if it was opened by other settings. */
    void giveBack(CheckTarget target, Kept kept, ClientConnection connection, ConnectionSettings by) {
        if (closed || by != settings.get() || !connection.isOpen()) {
            connection.close();
            return;
        }
        Kept now = kept.forgotten ? kept(target) : kept;
        now.idle.addLast(new Idle(connection, by, nanos.getAsLong()));
    }

    /** Closes what has not been used for long, give or take a tenth, and what was opened by other settings. */
    public void tidy() {
        ConnectionSettings now = settings.get();
        long at = nanos.getAsLong();
        if (now == tidiedBy && at - tidiedNanos < now.maxIdleNanos() / TENTHS) {
            return;
        }
        tidiedBy = now;
        tidiedNanos = at;
        places.values().removeIf(kept -> {
            kept.idle.removeIf(one -> {
                boolean old = one.by() != now || at - one.sinceNanos() > now.maxIdleNanos()
                        || !one.connection().isOpen();
                if (old) {
                    one.connection().close();
                }
                return old;
            });
            kept.forgotten = kept.idle.isEmpty();
            return kept.forgotten;
        });
    }

    /** Closes all that is idle; what is in use is closed when it is given back. */
    public void close() {
        closed = true;
        places.values().forEach(kept -> kept.idle.forEach(one -> one.connection().close()));
        places.clear();
    }

    /** How many are idle, for tests and figures. */
    public int idleCount() {
        return places.values().stream().mapToInt(kept -> kept.idle.size()).sum();
    }
}
