package switchboard.stats.history;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.stats.StatusVariables;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/**
 * {@code stats_memory_metrics}: this process's memory under ProxySQL's names, and what other bundles say of theirs. What
 * nobody says is 0.
 */
@Component(service = VirtualTable.class)
public final class MemoryTable implements VirtualTable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryTable.class);
    private static final TableDefinition TABLE = new TableDefinition("stats_memory_metrics",
            "CREATE TABLE stats_memory_metrics (Variable_Name VARCHAR NOT NULL PRIMARY KEY , "
                    + "Variable_Value VARCHAR NOT NULL)");
    /** In the order of ProcessReadings.memory() */
    private static final List<String> PROCESS = List.of("jemalloc_allocated", "jemalloc_resident", "jemalloc_active",
            "jemalloc_mapped", "jemalloc_metadata", "jemalloc_retained");
    private static final List<String> OTHERS = List.of("SQLite3_memory_bytes", "Auth_memory", "query_digest_memory",
            "mysql_query_rules_memory", "prepare_statement_metadata_memory", "prepare_statement_backend_memory",
            "mysql_firewall_users_table", "mysql_firewall_users_config", "mysql_firewall_rules_table",
            "mysql_firewall_rules_config", "stack_memory_cluster_threads");
    /** What a thread reserves on 64-bit Linux: -XX:ThreadStackSize without an option. */
    private static final long STACK_BYTES = 1L << 20;

    private final ProcessReadings readings;
    private final List<StatusVariables> others = new CopyOnWriteArrayList<>();

    /** For Declarative Services. */
    public MemoryTable() {
        this(new ProcessReadings(Path.of("/proc/self")));
    }

    MemoryTable(ProcessReadings readings) {
        this.readings = readings;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindOther(StatusVariables found) {
        others.add(found);
    }

    void unbindOther(StatusVariables gone) {
        others.remove(gone);
    }

    @Override
    public String schema() {
        return "stats";
    }

    @Override
    public TableDefinition table() {
        return TABLE;
    }

    @Override
    public void read(RowSink sink) {
        Map<String, Long> rows = new LinkedHashMap<>();
        OTHERS.forEach(name -> rows.put(name, 0L));
        long[] memory = readings.memory();
        for (int i = 0; i < memory.length; i++) {
            rows.put(PROCESS.get(i), memory[i]);
        }
        rows.put("stack_memory_mysql_threads", STACK_BYTES * threads("switchboard-loop"));
        rows.put("stack_memory_admin_threads", STACK_BYTES * threads("switchboard-admin"));
        for (StatusVariables other : others) {
            if (other.statusTable() == StatusVariables.Table.MEMORY_METRICS) {
                add(other, rows);
            }
        }
        rows.forEach((name, value) -> sink.row(name, value));
    }

    private static void add(StatusVariables other, Map<String, Long> rows) {
        try {
            other.statusVariables().forEach((name, value) -> rows.merge(name, value, Long::sum));
        } catch (RuntimeException | LinkageError failed) { // the others' rows are right
            LOG.warn("Memory not read source={}", other.getClass().getName(), failed);
        }
    }

    private static long threads(String prefix) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long found = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            found += thread != null && thread.getThreadName().startsWith(prefix) ? 1 : 0; // null: it has ended
        }
        return found;
    }
}
