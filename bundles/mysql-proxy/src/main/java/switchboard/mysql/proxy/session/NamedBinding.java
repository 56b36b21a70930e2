package switchboard.mysql.proxy.session;

import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.HeldNames;
import switchboard.mysql.proxy.route.NamedState;
import switchboard.mysql.proxy.route.StatementTraits;

/** Keeps the account of what binds a connection by name: freed when the last of a kind is gone. Rare statements only. */
final class NamedBinding {
    private NamedBinding() {
    }

    /**
     * A statement that takes or leaves such things succeeded.
     *
     * @param sql null if it isn't known
     * @return the kinds that bind the connection now, bits of {@link switchboard.mysql.proxy.backend.HeldBy}
     */
    static int note(BackendConnection by, StatementTraits traits, String sql, String schema) {
        HeldNames names = by.state().names();
        NamedState change = sql == null ? null : NamedState.of(sql, schema);
        int takes = traits.holds() & NamedState.KINDS;
        if (change != null) {
            takes &= ~change.kind();
            apply(names, change);
        }
        int bound = 0;
        for (int kind = Integer.lowestOneBit(NamedState.KINDS); kind <= NamedState.KINDS; kind <<= 1) {
            if ((takes & kind) != 0) {
                names.takeUnnamed(kind);
            }
            bound |= names.holds(kind) ? kind : 0;
        }
        return bound;
    }

    private static void apply(HeldNames names, NamedState change) {
        if (change.all()) {
            names.leaveAll(change.kind());
        } else if (change.takes()) {
            names.take(change.kind(), change.names());
        } else {
            names.leave(change.kind(), change.names());
        }
    }
}
