package switchboard.global.variables;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.variables.VariablesListener;

/** Calls one listener: one call at a time, never with older values than before. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final VariablesListener listener;
    private long delivered = -1;

    Delivery(VariablesListener listener) {
        this.listener = listener;
    }

    /** Returns when the listener has these values or newer ones; that is what the lock around the call is for. */
    synchronized void deliver(VariablesSnapshot now) {
        if (now.version() <= delivered) {
            return;
        }
        delivered = now.version();
        try {
            listener.variablesChanged(now);
        } catch (RuntimeException e) {
            LOG.error("A listener failed on changed variables listener={}: restart its module",
                    listener.getClass().getName(), e);
        }
    }
}
