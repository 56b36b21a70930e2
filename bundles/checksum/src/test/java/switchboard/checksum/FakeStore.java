package switchboard.checksum;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import switchboard.api.checksum.ChecksumLedger;
import switchboard.api.config.ClusterSync;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.config.LoadedTable;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;

/** Loaded modules and the ledger, as config-store has them. */
final class FakeStore implements LoadedModules, ChecksumLedger {
    private final Map<String, LoadedModule> modules = new TreeMap<>();
    private final Map<String, Entry> entries = new HashMap<>();
    boolean settled = true;

    /** What a LOAD, or a first load, leaves. */
    void load(String module, long loads, long atEpochSeconds, LoadedTable... tables) {
        modules.put(module, new LoadedModule(module, loads, atEpochSeconds, List.of(tables), () -> settled));
    }

    /** A module that nodes do not keep equal by themselves. */
    void load(String module, ClusterSync sync, LoadedTable... tables) {
        modules.put(module, new LoadedModule(module, 0, 600, List.of(tables), () -> settled, sync));
    }

    void remove(String module) {
        modules.remove(module);
    }

    static LoadedTable table(String name, String... rows) {
        Rows values = rows(rows);
        return table(name, values, () -> values);
    }

    static LoadedTable table(String name, Rows loaded, Supplier<Rows> running) {
        return new LoadedTable(new ConfigTable(new TableDefinition(name, ""), "", null, null), loaded, loaded, running);
    }

    static Rows rows(String... rows) {
        return new Rows(List.of("hostname", "status"), List.of(rows).stream().map(row -> row.split("\\|")).toList());
    }

    @Override
    public List<String> modules() {
        return List.copyOf(modules.keySet());
    }

    @Override
    public Optional<LoadedModule> loaded(String module) {
        return Optional.ofNullable(modules.get(module));
    }

    @Override
    public Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    @Override
    public boolean replace(String name, Entry expected, Entry next) {
        return expected == null ? entries.putIfAbsent(name, next) == null : entries.replace(name, expected, next);
    }
}
