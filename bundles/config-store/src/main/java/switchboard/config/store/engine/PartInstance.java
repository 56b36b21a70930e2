package switchboard.config.store.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import switchboard.api.config.ConfigPart;
import switchboard.api.config.ConfigTable;
import switchboard.api.service.Newest;
import switchboard.config.store.rows.TableShare;

/** A module, or an extension of one, as one bundle registered it. */
final class PartInstance {
    private static final String PREFIX = "switchboard.";

    private final ConfigPart part;
    private final List<TableShare> shares;
    private final long bundleId;
    private final long serviceId;
    private volatile boolean ready;
    private volatile boolean published;
    private volatile long loads; // of its module, when this instance last got its rows

    /** Reads the part's definitions; {@link IllegalArgumentException} when one can't be understood. */
    PartInstance(ConfigPart part, Map<String, ?> properties) {
        this.part = part;
        this.shares = part.tables().stream().map(PartInstance::share).toList();
        this.bundleId = number(properties.get(Newest.BUNDLE_ID));
        this.serviceId = number(properties.get(Newest.SERVICE_ID));
    }

    ConfigPart part() {
        return part;
    }

    List<TableShare> shares() {
        return shares;
    }

    /** What its bundle is called where modules are started and stopped; nothing outside of a framework. */
    Optional<String> bundle() {
        Bundle bundle = FrameworkUtil.getBundle(part.getClass());
        return Optional.ofNullable(bundle).map(Bundle::getSymbolicName)
                .map(name -> name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name);
    }

    /** Whether its tables are there. */
    boolean isReady() {
        return ready;
    }

    void markReady() {
        ready = true;
    }

    /** Whether it has had its rows. */
    boolean isPublished() {
        return published;
    }

    void markPublished(long loadsOfModule) {
        loads = loadsOfModule;
        published = true;
    }

    long loads() {
        return loads;
    }

    boolean isNewerThan(PartInstance other) {
        return bundleId != other.bundleId ? bundleId > other.bundleId : serviceId > other.serviceId;
    }

    private static TableShare share(ConfigTable table) {
        try {
            return TableShare.of(table);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("definition of " + table.name() + ": " + e.getMessage(), e);
        }
    }

    private static long number(Object value) {
        return value instanceof Number found ? found.longValue() : -1;
    }
}
