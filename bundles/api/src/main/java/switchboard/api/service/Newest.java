package switchboard.api.service;

import java.util.Map;
import java.util.TreeMap;

/**
 * The one in force of several instances of a service: that of the newest bundle.
 *
 * <p>Declarative Services prefer the oldest of equal rank; during a replacement the newest must answer. Bind methods of
 * a {@code MULTIPLE}, {@code DYNAMIC} reference call {@link #bind} and {@link #unbind}; users read {@link #get}, one
 * volatile read. When the last instance leaves, {@code off} is in force.
 *
 * @param <T> the contract
 */
public final class Newest<T> {
    /** The service property that the framework sets: the id of the registering bundle, ascending with time. */
    public static final String BUNDLE_ID = "service.bundleid";
    /** The framework's service id: of several services of one bundle the last registered one counts. */
    public static final String SERVICE_ID = "service.id";

    private record Key(long bundleId, long serviceId) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byBundle = Long.compare(bundleId, other.bundleId);
            return byBundle != 0 ? byBundle : Long.compare(serviceId, other.serviceId);
        }
    }

    private final TreeMap<Key, T> byAge = new TreeMap<>();
    private final T off;
    private volatile T current;

    /** @param off what is in force while no instance is there; may be null where the caller checks for it */
    public Newest(T off) {
        this.off = off;
        this.current = off;
    }

    /** Adds an instance; returns the one now in force. */
    public synchronized T bind(T found, Map<String, ?> properties) {
        byAge.put(key(properties), found);
        return publish();
    }

    /** Takes an instance out; returns the one now in force. */
    public synchronized T unbind(T gone) {
        byAge.values().removeIf(kept -> kept == gone);
        return publish();
    }

    /** The instance in force, or {@code off}. */
    public T get() {
        return current;
    }

    private T publish() {
        current = byAge.isEmpty() ? off : byAge.lastEntry().getValue();
        return current;
    }

    private static Key key(Map<String, ?> properties) {
        return new Key(number(properties.get(BUNDLE_ID)), number(properties.get(SERVICE_ID)));
    }

    private static long number(Object value) {
        return value instanceof Number found ? found.longValue() : -1;
    }
}
