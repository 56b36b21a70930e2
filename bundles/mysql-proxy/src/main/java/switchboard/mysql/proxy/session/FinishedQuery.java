package switchboard.mysql.proxy.session;

import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryOrigin;
import switchboard.api.query.QueryReport;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;

/** Tells observers of a session's finished queries; one object for all of them. */
final class FinishedQuery implements QueryReport {
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
     * @param query null for a command without a digest
     */
    void report(QueryDigest query, int at, long startNanos, Answer answer) {
        tookMicros = (loop.nanos() - startNanos) / 1000;
        if (tookMicros > loop.settings().longQueryMillis() * 1000) {
            loop.counters().add(Counter.SLOW_QUERIES, 1);
        }
        if (query != null) {
            digest = query;
            hostgroup = at;
            rowsAffected = answer.affectedRows();
            rowsSent = answer.rows();
            errorCode = answer.errorCode();
            loop.finished(this);
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
