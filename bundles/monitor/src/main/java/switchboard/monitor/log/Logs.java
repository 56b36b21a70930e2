package switchboard.monitor.log;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import switchboard.api.check.Monitor;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.monitor.connection.CheckClock;

/**
 * The log tables of this bundle. A bundle that takes the place of another one goes on from its rows. The tables are
 * registered by the {@link BundleContext}: one component offers four of one type.
 */
@Component(service = {Logs.class, VariablesListener.class}, immediate = true)
public final class Logs implements VariablesListener {
    private final Map<LogTable, CheckLog> logs = new EnumMap<>(LogTable.class);
    private final Map<LogTable, List<Object[]>> counted = new ConcurrentHashMap<>();
    private final Map<LogTable, Supplier<List<Object[]>>> counting = new ConcurrentHashMap<>();
    private final List<ServiceRegistration<VirtualTable>> registered = new CopyOnWriteArrayList<>();

    @Activate
    public Logs(BundleContext context) {
        this(CheckClock.SYSTEM);
        predecessor(context).ifPresent(found -> {
            takeOver(context.getService(found));
            context.ungetService(found);
        });
        for (LogTable table : LogTable.values()) {
            registered.add(context.registerService(VirtualTable.class, view(table), null));
        }
    }

    /** Asked once, here: a reference would take this component, and its rows, away when the predecessor goes. */
    private static Optional<ServiceReference<Monitor>> predecessor(BundleContext context) {
        try {
            return context.getServiceReferences(Monitor.class, null).stream()
                    .filter(found -> found.getBundle() != null && found.getBundle() != context.getBundle())
                    .max(Comparator.comparingLong(found -> found.getBundle().getBundleId()));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
    }

    /** Without tables for administrators. */
    public Logs(CheckClock clock) {
        for (LogTable table : LogTable.values()) {
            logs.put(table, new CheckLog(clock::micros));
        }
    }

    public void takeOver(Monitor predecessor) {
        logs.forEach((table, log) -> predecessor.logged(table.definition().name(),
                row -> log.add(table.entry(row))));
        for (LogTable table : LogTable.values()) {
            predecessor.logged(table.check(), row -> counted.merge(table, List.<Object[]>of(row), Logs::joined));
        }
    }

    private static List<Object[]> joined(List<Object[]> some, List<Object[]> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** What the check of a table has counted, as plain values: for a successor, who asks when it begins. */
    public void handsOver(LogTable table, Supplier<List<Object[]>> counts) {
        counting.put(table, counts);
    }

    /** What the check of a predecessor has counted, in the same form; empty if there was none. */
    public List<Object[]> counted(LogTable table) {
        return counted.getOrDefault(table, List.of());
    }

    @Deactivate
    void stop() {
        registered.forEach(ServiceRegistration::unregister);
    }

    public CheckLog of(LogTable table) {
        return logs.get(table);
    }

    /** Hands over the rows of a table of this bundle, or by the name of a check what it has counted. */
    public void each(String name, Consumer<Object[]> sink) {
        logs.forEach((table, log) -> {
            if (table.definition().name().equals(name)) {
                log.each(entry -> table.row(entry, sink));
            } else if (table.check().equals(name) && counting.containsKey(table)) {
                counting.get(table).get().forEach(sink);
            }
        });
    }

    @Override
    public void variablesChanged(VariableValues now) {
        logs.values().forEach(log -> log.retain(now.number("mysql-monitor_history")));
    }

    private VirtualTable view(LogTable table) {
        return new VirtualTable() {
            @Override
            public String schema() {
                return "monitor";
            }

            @Override
            public TableDefinition table() {
                return table.definition();
            }

            @Override
            public void read(RowSink sink) {
                logs.get(table).each(entry -> table.row(entry, sink::row));
            }
        };
    }
}
