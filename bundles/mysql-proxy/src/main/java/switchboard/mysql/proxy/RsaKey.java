package switchboard.mysql.proxy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import switchboard.mysql.protocol.auth.RsaPassword;

/**
 * The key under which passwords travel without TLS. Making one keeps a processor busy for a third of a second, so it is
 * begun when the ports are open: at a start everything else comes first.
 */
final class RsaKey implements Supplier<RsaPassword> {
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile RsaPassword made;

    /** Begins once, on a thread of its own. Any thread. */
    void make() {
        if (begun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("switchboard-rsa").start(this::generate);
        }
    }

    private void generate() {
        try {
            made = RsaPassword.generate();
        } finally {
            if (made == null) { // the next client tries again
                begun.set(false);
            }
        }
    }

    /** Null while it isn't made yet. */
    @Override
    public RsaPassword get() {
        return made;
    }
}
