package switchboard.mysql.proxy.session;

import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.KnownQuery;

/**
 * Keeps a session's reads on the hostgroup of its last write for {@code switchboard-causal_reads_ms}, so that they see it
 * while other servers are still behind. One object for a session.
 */
final class CausalReads {
    private final ProxyLoop loop;
    private int hostgroup = -1; // -1: nothing was written, or too long ago
    private long untilNanos;

    CausalReads(ProxyLoop loop) {
        this.loop = loop;
    }

    /** A statement was answered. */
    void note(KnownQuery known, Answer answer, int at) {
        if (known == null || known.traits().reads() || answer.errorCode() != 0 || !isWrite(known)) {
            return;
        }
        long keepNanos = loop.modules().backendSettings().get().failover().causalReads().toNanos();
        if (keepNanos > 0) {
            hostgroup = at;
            untilNanos = loop.nanos() + keepNanos;
        }
    }

    /** All that doesn't read, but for what only begins or ends something without a change. */
    private static boolean isWrite(KnownQuery known) {
        return switch (known.traits().type()) {
            case BEGIN, START_TRANSACTION, SAVEPOINT, RELEASE_SAVEPOINT, ROLLBACK, ROLLBACK_SAVEPOINT, SET, USE,
                    PREPARE,
                    DEALLOCATE, SELECT, SELECT_FOR_UPDATE, SHOW, LOCK_TABLE, UNLOCK_TABLES, KILL ->
                false;
            default -> true;
        };
    }

    /** Where a read has to go, or -1 if anywhere. */
    int hostgroup(KnownQuery known) {
        if (hostgroup < 0 || known == null || !known.traits().reads()) {
            return -1;
        }
        if (loop.nanos() - untilNanos >= 0) {
            hostgroup = -1;
        }
        return hostgroup;
    }

    /** The session begins anew. */
    void forget() {
        hostgroup = -1;
    }
}
