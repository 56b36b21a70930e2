package switchboard.config.store.engine;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigEngine.Outcome;
import switchboard.api.config.ConfigEngine.Selection;
import switchboard.api.config.ConfigPart.Prepared;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;
import switchboard.config.store.database.MemoryDatabase;
import switchboard.config.store.rows.RowMerge;
import switchboard.config.store.rows.RowRewrite;
import switchboard.config.store.rows.SelectedRows;
import switchboard.config.store.rows.TableRows;
import switchboard.config.store.rows.TableShare;

/** LOAD TO RUNTIME: all parts are prepared before the first is published, so it is all or nothing. */
final class RuntimeLoad {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");
    private static final int LOGGED_REJECTIONS = 100;

    private final MemoryDatabase memory;
    private final LayerCopy copies;

    RuntimeLoad(MemoryDatabase memory, LayerCopy copies) {
        this.memory = memory;
        this.copies = copies;
    }

    /** @param rows by the share's id, as they stand in main now if nobody has edited them meanwhile */
    record Loaded(Outcome outcome, List<TableShare> shares, Map<String, Rows> rows) {
    }

    /** Asked when all is prepared and nothing is in force. */
    @FunctionalInterface
    interface Admission {
        /** @param rows by table, without those that are not taken */
        void admit(Map<String, Rows> rows) throws ConfigRefusedException;
    }

    /**
     * Gives the parts their rows from memory, then puts right what they did not take.
     *
     * @param found rows that are not in memory yet
     */
    Loaded load(String task, List<PartInstance> parts, FirstRows.Found found, Admission admission)
            throws ConfigRefusedException {
        return load(task, parts, found, read(task, shares(parts), found), admission);
    }

    /**
     * Gives the parts these rows, whatever memory holds by now: somebody may have edited it.
     *
     * @param rows of all shares, by the share's id; they stand in memory when they are admitted
     * @param prepared of each part, from these rows
     */
    Loaded load(String task, List<PartInstance> parts, Map<String, Rows> rows, List<Prepared> prepared,
            Admission admission) throws ConfigRefusedException {
        return load(task, parts, FirstRows.Found.NOTHING, rows, given(parts, rows), prepared, admission);
    }

    /** What of the rows, by the share's id, is each part's, by the table's name. */
    static List<Map<String, Rows>> given(List<PartInstance> parts, Map<String, Rows> rows) {
        List<Map<String, Rows>> given = new ArrayList<>();
        for (PartInstance instance : parts) {
            Map<String, Rows> own = new LinkedHashMap<>();
            instance.shares().forEach(share -> own.put(share.name(), rows.get(share.id())));
            given.add(own);
        }
        return given;
    }

    private static List<TableShare> shares(List<PartInstance> parts) {
        return parts.stream().flatMap(part -> part.shares().stream()).toList();
    }

    private Loaded load(String task, List<PartInstance> parts, FirstRows.Found found, Map<String, Rows> rows,
            Admission admission) throws ConfigRefusedException {
        List<Map<String, Rows>> given = given(parts, rows);
        List<Prepared> prepared = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            prepared.add(prepare(task, parts.get(i), given.get(i)));
        }
        return load(task, parts, found, rows, given, prepared, admission);
    }

    private Loaded load(String task, List<PartInstance> parts, FirstRows.Found found, Map<String, Rows> rows,
            List<Map<String, Rows>> given, List<Prepared> prepared, Admission admission)
            throws ConfigRefusedException {
        List<TableShare> shares = shares(parts);
        admission.admit(accepted(given, prepared));
        prepared.forEach(Prepared::publish);
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).remember(given.get(i), prepared.get(i).rejections());
        }
        List<Rejection> rejections = prepared.stream().flatMap(one -> one.rejections().stream()).toList();
        log(task, rejections);
        Map<String, Rows> loaded = new LinkedHashMap<>();
        for (PartInstance instance : parts) {
            for (TableShare share : instance.shares()) {
                Rows read = rows.get(share.id());
                loaded.put(share.id(), found.later().contains(share)
                        ? new Rows(read.columns(), RowRewrite.apply(read.values(), of(share, rejections)))
                        : putRight(task, instance, share, read, of(share, rejections)));
            }
        }
        return new Loaded(new Outcome(rows.values().stream().mapToLong(Rows::size).sum(), rejections), shares, loaded);
    }

    /** Gives the parts what they run, with the selected rows as memory has them. */
    Loaded load(String task, List<PartInstance> parts, Selection selection, Admission admission)
            throws ConfigRefusedException {
        List<TableShare> shares = parts.stream().flatMap(part -> part.shares().stream()).toList();
        if (shares.stream().noneMatch(share -> share.name().equals(selection.table()))) {
            throw new ConfigRefusedException(task + ": there is no table " + selection.table());
        }
        Map<String, Rows> memoryRows = copies.readMemory(task, shares);
        List<Prepared> prepared = new ArrayList<>();
        List<Map<String, Rows>> given = new ArrayList<>();
        Map<String, Rows> loaded = new LinkedHashMap<>();
        long selected = 0;
        for (PartInstance instance : parts) {
            Map<String, Rows> own = new LinkedHashMap<>(instance.part().running());
            for (TableShare share : instance.shares()) {
                if (share.name().equals(selection.table())) {
                    SelectedRows rows = new SelectedRows(own.get(share.name()), selection);
                    selected += rows.in(memoryRows.get(share.id())).size();
                    own.put(share.name(), rows.replacedBy(memoryRows.get(share.id())));
                }
                loaded.put(share.id(), own.get(share.name()));
            }
            prepared.add(prepare(task, instance, own));
            given.add(own);
        }
        admission.admit(accepted(given, prepared));
        prepared.forEach(Prepared::publish);
        List<Rejection> rejections = prepared.stream().flatMap(one -> one.rejections().stream()).toList();
        log(task, rejections);
        return new Loaded(new Outcome(selected, rejections), shares, loaded);
    }

    private Map<String, Rows> read(String task, List<TableShare> shares, FirstRows.Found found)
            throws ConfigRefusedException {
        if (found.later().isEmpty()) {
            return copies.readMemory(task, shares);
        }
        List<TableShare> there = shares.stream().filter(share -> !found.later().contains(share)).toList();
        Map<String, Rows> rows = copies.readMemory(task, there);
        found.later().forEach(share -> rows.put(share.id(), found.known().get(share.id())));
        return rows;
    }

    /** What of the rows will run. */
    private static Map<String, Rows> accepted(List<Map<String, Rows>> given, List<Prepared> prepared) {
        Map<String, Rows> result = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            List<Rejection> rejections = prepared.get(i).rejections();
            given.get(i).forEach((table, rows) -> result.put(table, new Rows(rows.columns(), RowRewrite.taken(
                    rows.values(), rejections.stream().filter(each -> each.table().equals(table)).toList()))));
        }
        return result;
    }

    private static List<Rejection> of(TableShare share, List<Rejection> rejections) {
        return rejections.stream().filter(rejection -> rejection.table().equals(share.name())).toList();
    }

    static Prepared prepare(String task, PartInstance instance, Map<String, Rows> rows)
            throws ConfigRefusedException {
        try {
            return instance.part().prepare(rows);
        } catch (RuntimeException | LinkageError e) { // LinkageError: a class of a bundle that is being taken out
            LOG.error("{}: the module failed", task, e);
            throw new ConfigRefusedException(
                    task + ": the module failed (" + e + "). Runtime is unchanged; see the log",
                    e);
        }
    }

    /**
     * Writes the replacements of rejected rows, and adds the settings that run and have no row in a shared table: so
     * global_variables always shows all of them, as ProxySQL's does. Returns what is right.
     */
    private Rows putRight(String task, PartInstance instance, TableShare share, Rows read, List<Rejection> own) {
        if (!RowRewrite.needed(own) && !share.shared()) {
            return read;
        }
        Rows running = share.shared() ? instance.part().running().get(share.name()) : null;
        List<String[]> all = right(share, read.values(), own, running);
        if (!RowRewrite.needed(own) && all.size() == read.size()) { // as nearly always: none is missing
            return read;
        }
        try {
            memory.write(connection -> {
                TableRows table = new TableRows(connection, "main");
                List<String[]> present = table.read(share).values();
                return table.change(share, present, right(share, present, own, running));
            });
        } catch (SQLException e) {
            LOG.error("{}: it is in runtime, but {} keeps rows that were not taken: {}", task, share.name(),
                    e.getMessage());
        }
        return new Rows(read.columns(), all);
    }

    private static List<String[]> right(TableShare share, List<String[]> present, List<Rejection> rejections,
            Rows running) {
        List<String[]> wanted = RowRewrite.apply(present, rejections);
        return running == null ? wanted : RowMerge.ignore(wanted, running.values(), share.shape());
    }

    private static void log(String task, List<Rejection> rejections) {
        rejections.stream().limit(LOGGED_REJECTIONS).forEach(rejection -> LOG.warn("{}: {}", task, rejection.reason()));
        if (rejections.size() > LOGGED_REJECTIONS) {
            LOG.warn("{}: and {} rows more were not taken", task, rejections.size() - LOGGED_REJECTIONS);
        }
    }
}
