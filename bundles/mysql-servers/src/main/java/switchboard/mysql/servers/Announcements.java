package switchboard.mysql.servers;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.server.ServersListener;
import switchboard.api.server.ServersSnapshot;

/**
 * Tells listeners of changes, the newest snapshot last, without a lock: while one thread is telling, the changes of
 * others are told by it. Changes that come that close are told as one.
 */
final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final List<ServersListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Supplier<ServersSnapshot> current;

    Announcements(Supplier<ServersSnapshot> current) {
        this.current = current;
    }

    void add(ServersListener listener) {
        listeners.add(listener);
    }

    void remove(ServersListener listener) {
        listeners.remove(listener);
    }

    void announce() {
        if (waiting.getAndIncrement() > 0) {
            return;
        }
        int told;
        do {
            told = waiting.get();
            ServersSnapshot now = current.get();
            listeners.forEach(listener -> tell(listener, now));
        } while (waiting.addAndGet(-told) > 0);
    }

    private static void tell(ServersListener listener, ServersSnapshot now) {
        try {
            listener.serversChanged(now);
        } catch (RuntimeException | LinkageError e) { // LinkageError: a class of a bundle that is being taken out
            LOG.error("A listener failed on changed servers listener={}", listener.getClass().getName(), e);
        }
    }
}
