package switchboard.mysql.proxy.session;

import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryOrigin;
import switchboard.api.query.QueryReport;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.CommandType;
import switchboard.mysql.proxy.route.KnownQuery;

/** Tells observers of a session's finished queries; one object for all of them. */
final class FinishedQuery implements QueryReport {
    private static final int CACHE = -1; // as ProxySQL's digests show it

    private final ClientSession session;
    private final ProxyLoop loop;
    private QueryDigest digest;
    private int hostgroup;
    private long tookMicros;
    private long rowsAffected;
    private long rowsSent;
    private int errorCode;

    FinishedQuery(ClientSession session, ProxyLoop loop) {
        this.session = session;
        this.loop = loop;
    }

    /**
     * A query was answered. Takes what it needs from the answer at once: its connection's next user overwrites it.
     *
     * @param query null for a command without a statement
     */
    void report(KnownQuery query, int command, int at, long startNanos, Answer answer) {
        tookMicros = (loop.nanos() - startNanos) / 1000;
        if (query != null && command != Command.COM_STMT_PREPARE) {
            count(query.traits().type(), tookMicros);
        }
        if (tookMicros > loop.settings().longQueryMillis() * 1000) {
            loop.counters().add(Counter.SLOW_QUERIES, 1);
        }
        if (query != null && query.digest() != null) {
            digest = query.digest();
            hostgroup = at;
            rowsAffected = answer.affectedRows();
            rowsSent = answer.rows();
            errorCode = answer.errorCode();
            loop.finished(this);
        }
    }

    /** The cache has answered. */
    void fromCache(KnownQuery query, long startNanos) {
        tookMicros = (loop.nanos() - startNanos) / 1000;
        count(query.traits().type(), tookMicros);
        if (query.digest() != null) {
            digest = query.digest();
            hostgroup = CACHE;
            rowsAffected = 0;
            rowsSent = 0;
            errorCode = 0;
            loop.finished(this);
        }
    }

    /** Counts a statement for stats_mysql_commands_counters. */
    void count(CommandType type, long micros) {
        if (loop.settings().statistics().commands()) {
            loop.commands().add(type, micros);
        }
        if (type == CommandType.SELECT_FOR_UPDATE && !session.context().autocommit()) {
            loop.counters().add(Counter.SELECTS_FOR_UPDATE_AUTOCOMMIT0, 1);
        }
    }

    @Override
    public QueryDigest digest() {
        return digest;
    }

    @Override
    public QueryOrigin origin() {
        return session.origin();
    }

    @Override
    public int hostgroup() {
        return hostgroup;
    }

    @Override
    public long tookMicros() {
        return tookMicros;
    }

    @Override
    public long rowsAffected() {
        return rowsAffected;
    }

    @Override
    public long rowsSent() {
        return rowsSent;
    }

    @Override
    public int errorCode() {
        return errorCode;
    }
}
