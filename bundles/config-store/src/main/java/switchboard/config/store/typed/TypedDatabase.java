package switchboard.config.store.typed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import switchboard.api.service.Newest;
import switchboard.api.table.AdminDatabase;
import switchboard.api.table.RowFilter;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;
import switchboard.config.store.database.DiskTables;
import switchboard.config.store.database.FileDatabase;
import switchboard.config.store.database.HistoryFile;
import switchboard.config.store.database.MemoryDatabase;
import switchboard.config.store.database.PendingRows;
import switchboard.config.store.engine.ModuleSlots;
import switchboard.config.store.rows.TableShare;

/** The tables behind the admin port: names from the modules that are there, rows when a statement names them. */
public final class TypedDatabase implements AdminDatabase {
    private static final String MAIN = "main";
    private static final String DISK = "disk";
    private static final String HISTORY = "stats_history";
    private static final String RUNTIME = "runtime_";

    private final MemoryDatabase memory;
    private final FileDatabase file;
    private final HistoryFile history;
    private final ModuleSlots modules;
    private final PendingRows pending;
    private final DiskLinks links;
    private final Map<String, Newest<VirtualTable>> virtual = new ConcurrentHashMap<>(); // by schema.name
    private final Map<String, String> providerOf = new ConcurrentHashMap<>(); // virtual tables ever seen, by name
    private final LongFunction<String> bundleName;
    private final Map<String, ComputedTable> computed = new ConcurrentHashMap<>(); // by schema.name

    /** @param bundleName the symbolic name of a bundle by its id, null if it is gone */
    public TypedDatabase(MemoryDatabase memory, FileDatabase file, DiskTables disk, HistoryFile history,
            ModuleSlots modules, PendingRows pending, LongFunction<String> bundleName) {
        this.bundleName = bundleName;
        this.memory = memory;
        this.file = file;
        this.modules = modules;
        this.pending = pending;
        this.history = history;
        this.links = new DiskLinks(memory, file, disk, history);
    }

    public void bind(VirtualTable found, Map<String, ?> properties) {
        if (properties.get(Newest.BUNDLE_ID) instanceof Long bundle && bundleName.apply(bundle) != null) {
            providerOf.put(lower(found.table().name()), module(bundleName.apply(bundle)));
        }
        virtual.computeIfAbsent(id(found), id -> new Newest<>(null)).bind(found, properties);
    }

    public void unbind(VirtualTable gone) {
        virtual.computeIfAbsent(id(gone), id -> new Newest<>(null)).unbind(gone);
    }

    @Override
    public Connection connect(Role role) throws SQLException {
        return memory.connect(role);
    }

    @Override
    public List<String> schemas(Role role) {
        return role == Role.ADMIN ? MemoryDatabase.SCHEMAS : MemoryDatabase.STATS_SCHEMAS;
    }

    @Override
    public List<String> tables(String schema) {
        String asked = lower(schema);
        SortedSet<String> names = new TreeSet<>();
        if (asked.equals(MAIN) || asked.equals(DISK)) {
            names.addAll(modules.tables());
        }
        if (asked.equals(MAIN)) {
            modules.tables().forEach(name -> names.add(RUNTIME + name));
        }
        if (asked.equals(HISTORY)) {
            names.addAll(history.tables());
        }
        virtual.forEach((id, newest) -> {
            VirtualTable table = newest.get();
            if (table != null && table.schema().equals(asked)) {
                names.add(table.table().name());
            }
        });
        return List.copyOf(names);
    }

    @Override
    public Optional<TableDefinition> table(String schema, String name) {
        String asked = lower(schema);
        String table = lower(name);
        if (asked.equals(MAIN) || asked.equals(DISK)) {
            Optional<TableDefinition> own = modules.table(table).map(TableShare::definition);
            if (own.isPresent()) {
                return own;
            }
        }
        return asked.equals(HISTORY) ? history.table(table) : content(asked, table).map(Content::definition);
    }

    @Override
    public Optional<String> stoppedModule(String name) {
        String table = lower(name.substring(name.indexOf('.') + 1));
        return modules.stoppedOwner(table.startsWith(RUNTIME) ? table.substring(RUNTIME.length()) : table)
                .or(() -> stoppedProvider(table));
    }

    private Optional<String> stoppedProvider(String table) {
        boolean there = virtual.values().stream().map(Newest::get)
                .anyMatch(found -> found != null && lower(found.table().name()).equals(table));
        return there ? Optional.empty() : Optional.ofNullable(providerOf.get(table));
    }

    /** {@code switchboard.query-digest} as PROXYSQL MODULE names it: query-digest. */
    private static String module(String symbolicName) {
        return symbolicName.substring(symbolicName.indexOf('.') + 1);
    }

    @Override
    public Filled fill(Set<String> names, Connection reader) throws SQLException {
        return fill(names, reader, RowFilter.NONE);
    }

    @Override
    public Filled fill(Set<String> names, Connection reader, RowFilter filter) throws SQLException {
        HeldTables held = hold(names, filter);
        boolean done = false;
        try {
            held.release(Snapshot.begin(reader));
            done = true;
            return held;
        } finally {
            if (!done) {
                held.close();
            }
        }
    }

    @Override
    public Filled fill(Set<String> names) throws SQLException {
        return hold(names, RowFilter.NONE);
    }

    private HeldTables hold(Set<String> names, RowFilter filter) throws SQLException {
        TreeMap<String, ComputedTable> wanted = new TreeMap<>(); // one order for all, so that nobody waits in a ring
        TreeSet<String> onDisk = new TreeSet<>();
        for (String name : names) {
            awaitRows(lower(name));
            resolve(lower(name), wanted, onDisk);
        }
        HeldTables held = new HeldTables();
        boolean done = false;
        try {
            if (!onDisk.isEmpty()) {
                held.enter(file);
                linkAll(onDisk);
            }
            for (Map.Entry<String, ComputedTable> table : wanted.entrySet()) {
                held.acquire(table.getValue());
                String id = table.getKey();
                int dot = id.indexOf('.');
                table.getValue().show(content(id.substring(0, dot), id.substring(dot + 1)).orElse(null), filter);
            }
            done = true;
            return held;
        } finally {
            if (!done) {
                held.close();
            }
        }
    }

    private void awaitRows(String name) throws SQLException {
        int dot = name.indexOf('.');
        if (dot < 0 || name.startsWith(MAIN + '.')) {
            pending.await(name.substring(dot + 1));
        }
    }

    private void linkAll(Set<String> tables) throws SQLException {
        for (String id : tables) {
            int dot = id.indexOf('.');
            String name = id.substring(dot + 1);
            if (id.startsWith(HISTORY)) {
                link(name, history.table(name).orElse(null));
            } else {
                link(name, modules.table(name).orElse(null));
            }
        }
    }

    private void link(String name, TableDefinition table) throws SQLException {
        if (table == null) {
            links.remove(HISTORY, name);
        } else {
            links.ensure(table);
        }
    }

    private void link(String name, TableShare share) throws SQLException {
        if (share == null) {
            links.remove(DISK, name);
        } else {
            links.ensure(share);
        }
    }

    private void resolve(String name, Map<String, ComputedTable> wanted, Set<String> onDisk) {
        int dot = name.indexOf('.');
        String table = name.substring(dot + 1);
        for (String schema : dot < 0 ? MemoryDatabase.SCHEMAS : List.of(name.substring(0, dot))) {
            String id = schema + '.' + table;
            boolean virtual = computed.containsKey(id) || content(schema, table).isPresent();
            if (schema.equals(HISTORY) || schema.equals(DISK) && dot >= 0 && !virtual) {
                onDisk.add(id);
            } else if (virtual) {
                wanted.put(id, computed.computeIfAbsent(id, made -> new ComputedTable(memory, schema, table)));
                return;
            } // main's own tables don't end the search: a statistics login sees those of stats instead
        }
    }

    private Optional<Content> content(String schema, String table) {
        if (schema.equals(MAIN) && table.startsWith(RUNTIME)) {
            String source = table.substring(RUNTIME.length());
            Optional<TableShare> share = modules.table(source);
            if (share.isPresent()) {
                List<Rows> running = modules.running(source);
                return Optional.of(new Content.Running(share.get().runtime(), running));
            }
        }
        Newest<VirtualTable> newest = virtual.get(schema + '.' + table);
        VirtualTable found = newest == null ? null : newest.get();
        return Optional.ofNullable(found).map(Content.Virtual::new);
    }

    private static String id(VirtualTable table) {
        return table.schema() + '.' + lower(table.table().name());
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
