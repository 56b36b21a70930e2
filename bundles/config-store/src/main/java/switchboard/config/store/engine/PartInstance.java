package switchboard.config.store.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import switchboard.api.config.ConfigPart;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.LoadedTable;
import switchboard.api.config.Rejection;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;
import switchboard.config.store.rows.TableShare;

/** A module, or an extension of one, as one bundle registered it. */
final class PartInstance {
    private static final String PREFIX = "switchboard.";

    private final ConfigPart part;
    private final List<ConfigTable> definitions;
    private final List<TableShare> shares;
    private final long bundleId;
    private final long serviceId;
    private final String bundle; // null outside of a framework
    private volatile List<LoadedTable> given = List.of();
    private volatile boolean ready;
    private volatile boolean published;
    private volatile long loads; // of its module, when this instance last got its rows

    /** Reads the part's definitions; {@link IllegalArgumentException} when one can't be understood. */
    PartInstance(ConfigPart part, Map<String, ?> properties) {
        this.part = part;
        this.definitions = List.copyOf(part.tables());
        this.shares = definitions.stream().map(PartInstance::share).toList();
        this.bundleId = number(properties.get(Newest.BUNDLE_ID));
        this.serviceId = number(properties.get(Newest.SERVICE_ID));
        this.bundle = registrant(part, properties.get(Newest.BUNDLE_ID));
    }

    ConfigPart part() {
        return part;
    }

    List<TableShare> shares() {
        return shares;
    }

    /** What its bundle is called where modules are started and stopped; nothing outside of a framework. */
    Optional<String> bundle() {
        return Optional.ofNullable(bundle);
    }

    /** The one that registered it: the class may be a library's. */
    private static String registrant(ConfigPart part, Object id) {
        Bundle own = FrameworkUtil.getBundle(PartInstance.class);
        Bundle found = own != null && id instanceof Long number
                ? own.getBundleContext().getBundle(number)
                : FrameworkUtil.getBundle(part.getClass());
        String name = found == null ? null : found.getSymbolicName();
        return name != null && name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
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

    /** Notes what it was given and runs by now. */
    void remember(Map<String, Rows> rows, List<Rejection> rejections) {
        List<LoadedTable> tables = new ArrayList<>();
        for (ConfigTable table : definitions) {
            Rows loaded = rows.get(table.name());
            tables.add(new LoadedTable(table, loaded, taken(table.name(), loaded, rejections),
                    () -> part.running().get(table.name())));
        }
        given = List.copyOf(tables);
    }

    /** What it was given last; empty before it has published. */
    List<LoadedTable> given() {
        return given;
    }

    private static Rows taken(String table, Rows loaded, List<Rejection> rejections) {
        Set<List<String>> rejected = new HashSet<>();
        rejections.stream().filter(rejection -> rejection.table().equals(table))
                .forEach(rejection -> rejected.add(Arrays.asList(rejection.row())));
        return rejected.isEmpty()
                ? loaded
                : new Rows(loaded.columns(), loaded.values().stream()
                        .filter(row -> !rejected.contains(Arrays.asList(row))).toList());
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
