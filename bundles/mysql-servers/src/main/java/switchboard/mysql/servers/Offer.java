package switchboard.mysql.servers;

import java.util.function.Supplier;

/** A service that is registered once, and taken back for good. It is never registered with a lock held. */
final class Offer {
    private final Supplier<Runnable> register;
    private Runnable withdraw; // guarded by this, as is stopped
    private boolean stopped;

    /** @param register registers and returns what takes it back */
    Offer(Supplier<Runnable> register) {
        this.register = register;
    }

    /** Calls come one at a time; only {@link #withdraw} may come in between. */
    void make() {
        synchronized (this) {
            if (stopped || withdraw != null) {
                return;
            }
        }
        Runnable made = register.get();
        synchronized (this) {
            if (!stopped) {
                withdraw = made;
                return;
            }
        }
        made.run();
    }

    void withdraw() {
        Runnable last;
        synchronized (this) {
            stopped = true;
            last = withdraw;
            withdraw = null;
        }
        if (last != null) {
            last.run();
        }
    }
}
