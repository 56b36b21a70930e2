package switchboard.config.store.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigHistory.Version;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Origin;
import switchboard.api.table.Rows;
import switchboard.config.store.database.FileDatabase;
import switchboard.config.store.history.ModuleChain.Step;
import switchboard.config.store.history.VersionTables.Kept;

/** Writes versions, each in one transaction. Used by one thread. */
final class HistoryWriter {
    private final FileDatabase file;
    private final Map<String, ModuleChain> chains = new HashMap<>();
    private final Map<String, LoadedModule> starts = new HashMap<>(); // not written until something else is loaded
    private long lastNumber;
    private boolean ready;

    HistoryWriter(FileDatabase file) {
        this.file = file;
    }

    /**
     * Takes a LOAD. The rows of a start are only noted: they become a version if they are not the last one's, and only
     * when the first LOAD follows.
     */
    void take(LoadedModule loaded, HistorySettings settings) throws ConfigRefusedException {
        if (loaded.start() && !chains.containsKey(loaded.module())) {
            starts.merge(loaded.module(), loaded, HistoryWriter::joined);
            return;
        }
        ModuleChain chain = chains.get(loaded.module());
        if (chain == null) {
            chain = begin(loaded.module(), settings);
        }
        LoadedModule whole = loaded.start() ? onLast(loaded, chain) : loaded;
        write(whole, chain, settings);
    }

    /** The rows in the form for the disk, and where this module's chain stands. */
    private ModuleChain begin(String module, HistorySettings settings) throws ConfigRefusedException {
        prepare();
        ModuleChain chain = new ModuleChain();
        LoadedModule start = starts.remove(module);
        if (start != null) {
            Map<String, Rows> rows = start.stored().form(start.rows());
            List<Kept> kept = file.read("History of " + module,
                    connection -> new VersionTables(connection).list(module));
            Fingerprint fingerprint = Fingerprint.of(rows);
            if (!kept.isEmpty() && kept.getLast().fingerprint().equals(fingerprint.text())) {
                long base = kept.getLast().base();
                chain.begin(rows, fingerprint, kept.stream().filter(one -> one.base() == base).toList());
            } else {
                write(start, chain, settings);
            }
        }
        chains.put(module, chain);
        return chain;
    }

    /** A part of a module that has come later: the rest is as it was. */
    private static LoadedModule onLast(LoadedModule start, ModuleChain chain) {
        if (chain.last() == null) {
            return start;
        }
        Map<String, Rows> rows = new LinkedHashMap<>(chain.last());
        rows.putAll(start.rows());
        return new LoadedModule(start.module(), start.shares(), rows, start.at(), start.origin(), start.checksum(),
                start.remark(), start.stored());
    }

    private static LoadedModule joined(LoadedModule first, LoadedModule second) {
        Map<String, Rows> rows = new LinkedHashMap<>(first.rows());
        rows.putAll(second.rows());
        Map<String, switchboard.config.store.rows.TableShare> shares = new LinkedHashMap<>();
        first.shares().forEach(share -> shares.put(share.id(), share));
        second.shares().forEach(share -> shares.put(share.id(), share));
        return new LoadedModule(first.module(), List.copyOf(shares.values()), rows, first.at(), first.origin(),
                second.checksum(), first.remark(), first.stored());
    }

    private void write(LoadedModule loaded, ModuleChain chain, HistorySettings settings)
            throws ConfigRefusedException {
        Map<String, Rows> rows = loaded.stored().form(loaded.rows());
        Step step = chain.step(loaded.shares(), rows);
        if (loaded.start() && !step.whole() && step.isEmpty()) {
            return;
        }
        long changed = step.rows();
        Fingerprint fingerprint = chain.fingerprint(step, rows);
        byte[] content = ChangeCodec.encode(step.tables());
        if (!step.whole() && !chain.mayAppend(content.length)) {
            step = ModuleChain.whole(rows);
            content = ChangeCodec.encode(step.tables());
        }
        long number = lastNumber + 1;
        Origin origin = loaded.origin();
        Kept kept = new Kept(new Version(number, loaded.module(), loaded.at(), origin, loaded.checksum(),
                loaded.count(), changed, loaded.remark()), step.whole() ? number : chain.base(), content.length,
                fingerprint.text());
        byte[] bytes = content;
        try {
            file.requireRoomFor("History of " + loaded.module(), bytes.length);
            file.write("History of " + loaded.module(), connection -> {
                store(connection, kept, bytes, settings);
                return null;
            });
            lastNumber = number;
            chain.written(kept, rows, fingerprint);
        } catch (ConfigRefusedException notWritten) {
            chain.broken(rows, fingerprint);
            throw notWritten;
        }
    }

    private static void store(Connection connection, Kept kept, byte[] bytes, HistorySettings settings)
            throws SQLException {
        VersionTables tables = new VersionTables(connection);
        tables.insert(kept, bytes);
        tables.delete(Retention.superfluous(tables.list(kept.version().module()), settings.versions(),
                settings.bytes()));
    }

    /** Makes the tables that aren't there, and finds the last number. */
    private void prepare() throws ConfigRefusedException {
        if (!ready) {
            lastNumber = file.maintain("History", connection -> {
                VersionTables tables = new VersionTables(connection);
                tables.create();
                List<Kept> all = tables.list(null);
                return all.isEmpty() ? 0L : all.getLast().version().number();
            });
            ready = true;
        }
    }
}
