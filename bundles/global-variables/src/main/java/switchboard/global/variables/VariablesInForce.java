package switchboard.global.variables;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import switchboard.api.service.Newest;
import switchboard.api.variables.VariablesListener;

/** The values of all modules together, and those who want to hear of them. */
@Component(service = VariablesInForce.class, immediate = true) // keeps the values
public final class VariablesInForce {
    private static final Set<String> PREFIXES = Set.of("mysql-", "admin-", "sqliteserver-", "switchboard-");

    private static final String VERSION = "admin-version";
    private static final String SHOWN_VERSION = "switchboard-cluster_version";

    private final Definitions definitions;
    private final OtherInstance other;
    private final Newest<VariablesListener> instances = new Newest<>(null);
    private final Map<VariablesListener, Delivery> deliveries = new ConcurrentHashMap<>();
    private final Set<String> loaded = new HashSet<>(); // guarded by this, as is values
    private final Map<String, String> values = new HashMap<>();
    private volatile VariablesSnapshot current; // null until all modules have published

    @Activate
    public VariablesInForce(BundleContext context, @Reference OtherInstance other) {
        this(version(context), other);
    }

    /** @param version the value of admin-version */
    VariablesInForce(String version, OtherInstance other) {
        this.definitions = new Definitions(version);
        this.other = other;
        values.putAll(definitions.defaults(""));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(VariablesListener listener, Map<String, ?> properties) {
        if (Boolean.TRUE.equals(properties.get(OtherInstance.MARK))) {
            instances.bind(listener, properties);
        }
        Delivery delivery = new Delivery(listener);
        deliveries.put(listener, delivery);
        VariablesSnapshot now = current; // read after the put: a publication in between finds the delivery
        if (now != null && !isReplaced()) {
            delivery.deliver(now);
        }
    }

    void unbindListener(VariablesListener listener) {
        deliveries.remove(listener);
        instances.unbind(listener);
    }

    Definitions definitions() {
        return definitions;
    }

    /** The values in force of a module, sorted by name. */
    synchronized Map<String, String> of(String prefix) {
        Map<String, String> found = new TreeMap<>();
        for (String name : definitions.defaults(prefix).keySet()) {
            String before = loaded.contains(prefix) ? null : carriedOver(name);
            found.put(name, before == null ? values.get(name) : before);
        }
        return found;
    }

    /** True when the module's variables that need a restart have their value: since its first LOAD, here or before. */
    synchronized boolean isFixed(String prefix) {
        return loaded.contains(prefix) || other.publishedLast();
    }

    /** Puts a module's values in force; tells the listeners when all modules are there. */
    void publish(String prefix, Map<String, String> changed) {
        VariablesSnapshot now = merge(prefix, changed);
        if (now != null) {
            deliveries.values().forEach(delivery -> delivery.deliver(now));
        }
    }

    private synchronized VariablesSnapshot merge(String prefix, Map<String, String> changed) {
        values.putAll(changed);
        showVersion();
        loaded.add(prefix);
        if (!loaded.containsAll(PREFIXES)) {
            return null;
        }
        VariablesSnapshot before = current;
        boolean again = before != null && before.values().equals(values) && !other.publishedLast();
        if (again) {
            return null;
        }
        other.forget();
        current = new VariablesSnapshot(other, before == null ? 0 : before.version() + 1, values);
        return current;
    }

    /** A node of a mixed cluster shows the version of the others, or its variables' checksum would differ from theirs. */
    private void showVersion() {
        String shown = values.get(SHOWN_VERSION);
        values.put(VERSION, shown.isEmpty() ? definitions.find(VERSION).defaultValue() : shown);
    }

    private String carriedOver(String name) {
        VariableDefinition variable = definitions.find(name);
        return variable.is(VariableFlag.READ_ONLY) ? null : other.text(name);
    }

    private boolean isReplaced() {
        return instances.get() != other && other.publishedLast();
    }

    private static String version(BundleContext context) {
        String product = context.getProperty("switchboard.version");
        Version own = context.getBundle().getVersion();
        return product != null ? product : own.getMajor() + "." + own.getMinor() + "." + own.getMicro();
    }
}
