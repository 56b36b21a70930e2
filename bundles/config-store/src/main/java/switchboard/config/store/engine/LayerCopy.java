package switchboard.config.store.engine;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigFile.Content;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.Rows;
import switchboard.config.store.database.DiskTables;
import switchboard.config.store.database.FileDatabase;
import switchboard.config.store.database.MemoryDatabase;
import switchboard.config.store.rows.FileRows;
import switchboard.config.store.rows.Progress;
import switchboard.config.store.rows.RowDiff;
import switchboard.config.store.rows.RowMerge;
import switchboard.config.store.rows.TableRows;
import switchboard.config.store.rows.TableShare;

/**
 * Copies rows into memory and disk. Each copy is one transaction on the side that is written, and returns how many rows
 * the source had.
 */
final class LayerCopy {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");

    private final MemoryDatabase memory;
    private final FileDatabase file;
    private final DiskTables disk;
    private final Progress progress;

    LayerCopy(MemoryDatabase memory, FileDatabase file, DiskTables disk, Progress progress) {
        this.progress = progress;
        this.memory = memory;
        this.file = file;
        this.disk = disk;
    }

    /** What a target shall hold, of what it holds and what comes. */
    @FunctionalInterface
    private interface Wanted {
        List<String[]> of(List<String[]> present, List<String[]> incoming, TableShare share);
    }

    /** Whole tables take the place of what was there; of shared tables rows are only added and changed. */
    private static List<String[]> copied(List<String[]> present, List<String[]> incoming, TableShare share) {
        return share.shared() ? merged(present, incoming, share) : incoming;
    }

    private static List<String[]> merged(List<String[]> present, List<String[]> incoming, TableShare share) {
        return RowMerge.replace(present, incoming, share.shape());
    }

    /** Rows that are switched off are not known to runtime: they stay. */
    private static List<String[]> ran(List<String[]> present, List<String[]> incoming, TableShare share) {
        return merged(share.shared() ? present : RowMerge.inactive(present, share.shape()), incoming, share);
    }

    long memoryToDisk(String task, List<PartInstance> parts) throws ConfigRefusedException {
        return memoryToDisk(task, parts, parts.stream().flatMap(part -> part.shares().stream()).toList());
    }

    /** Saves some of the parts' tables. */
    long memoryToDisk(String task, List<PartInstance> parts, List<TableShare> shares) throws ConfigRefusedException {
        disk.ensure(task, shares);
        Map<String, Rows> source = readMemory(task, shares);
        for (PartInstance part : parts) {
            for (TableShare share : part.shares()) {
                if (shares.contains(share)) {
                    source.put(share.id(), toDisk(task, part, share, source.get(share.id())));
                }
            }
        }
        return save(task, shares, source);
    }

    /** The rows as their module wants them on the disk. */
    Rows toDisk(String task, PartInstance part, TableShare share, Rows rows) throws ConfigRefusedException {
        try {
            return part.part().toDisk(share.name(), rows,
                    () -> readDisk(task, List.of(share)).get(share.id()));
        } catch (RuntimeException | LinkageError e) { // LinkageError: a class of a bundle that is being taken out
            LOG.error("{}: the module failed", task, e);
            throw new ConfigRefusedException(task + ": the module failed (" + e + "). Nothing was saved; see the log",
                    e);
        }
    }

    private long save(String task, List<TableShare> shares, Map<String, Rows> source) throws ConfigRefusedException {
        disk.repairing(task, shares, () -> file.write(task, connection -> {
            TableRows target = new TableRows(connection, "disk", progress);
            for (TableShare share : shares) {
                List<String[]> present = target.read(share).values();
                List<String[]> wanted = copied(present, source.get(share.id()).values(), share);
                RowDiff diff = RowDiff.between(present, wanted, share.shape());
                file.requireRoom(diff.bytes());
                target.write(share, diff);
                disk.markSaved(connection, share);
            }
            return null;
        }));
        disk.saved(shares);
        return count(source);
    }

    long diskToMemory(String task, List<TableShare> shares) throws ConfigRefusedException {
        return writeMemory(task, shares, readDisk(task, shares), LayerCopy::copied);
    }

    /** Reads all tables of disk in one transaction. */
    Map<String, Rows> readDisk(String task, List<TableShare> shares) throws ConfigRefusedException {
        disk.ensure(task, shares);
        return disk.repairing(task, shares, () -> file.read(task, connection -> {
            Map<String, Rows> found = new HashMap<>();
            for (TableShare share : shares) {
                found.put(share.id(), new TableRows(connection, "disk", progress).read(share));
            }
            return found;
        }));
    }

    long runtimeToMemory(String task, List<PartInstance> parts) throws ConfigRefusedException {
        List<TableShare> shares = new ArrayList<>();
        Map<String, Rows> source = new HashMap<>();
        for (PartInstance instance : parts) {
            Map<String, Rows> running = running(task, instance);
            for (TableShare share : instance.shares()) {
                shares.add(share);
                source.put(share.id(), running.get(share.name()));
            }
        }
        return writeMemory(task, shares, source, LayerCopy::ran);
    }

    static Map<String, Rows> running(String task, PartInstance instance) throws ConfigRefusedException {
        try {
            Map<String, Rows> running = instance.part().running();
            instance.shares().forEach(share -> Objects.requireNonNull(running.get(share.name()), share.name()));
            return running;
        } catch (RuntimeException | LinkageError e) { // LinkageError: a class of a bundle that is being taken out
            LOG.error("{}: the module failed", task, e);
            throw new ConfigRefusedException(task + ": the module failed (" + e + "). Nothing was changed; see the log",
                    e);
        }
    }

    /** Rows that a table refuses are left out, as ProxySQL does, and named in the log. */
    long fileToMemory(String task, List<TableShare> shares, Content content) throws ConfigRefusedException {
        long entries = 0;
        for (TableShare share : shares) {
            FileRows read = FileRows.of(share, content);
            String position = content.positions().getOrDefault(share.section() == null ? "" : share.section().name(),
                    "");
            read.remarks().forEach(remark -> LOG.warn("Config file {}: {}", position, remark));
            if (!read.rows().isEmpty()) {
                entries += mergeAccepted(task, share, read.rows(), position);
            }
        }
        return entries;
    }

    private long mergeAccepted(String task, TableShare share, List<String[]> rows, String position)
            throws ConfigRefusedException {
        List<String[]> accepted = rows;
        if (whyRefused(share, rows) != null) {
            accepted = new ArrayList<>();
            for (String[] row : rows) {
                String reason = whyRefused(share, List.<String[]>of(row));
                if (reason == null) {
                    accepted.add(row);
                } else {
                    LOG.warn("Config file {}: row {} of {} is left out: {}", position, share.describe(row),
                            share.name(), reason);
                }
            }
        }
        return writeMemory(task, List.of(share), Map.of(share.id(), new Rows(share.shape().columnNames(), accepted)),
                LayerCopy::merged);
    }

    /** Tries the rows and takes them back; null if the table takes them. */
    private String whyRefused(TableShare share, List<String[]> rows) {
        try {
            return memory.write(connection -> {
                TableRows target = new TableRows(connection, "main", progress);
                List<String[]> present = target.read(share).values();
                target.change(share, present, merged(present, rows, share));
                connection.rollback();
                return null;
            });
        } catch (SQLException refused) {
            return firstLine(refused);
        }
    }

    /** Reads all tables as they stand at one moment. */
    Map<String, Rows> readMemory(String task, List<TableShare> shares) throws ConfigRefusedException {
        try {
            return memory.read(connection -> {
                Map<String, Rows> found = new HashMap<>();
                for (TableShare share : shares) {
                    found.put(share.id(), new TableRows(connection, "main", progress).read(share));
                }
                return found;
            });
        } catch (SQLException e) {
            throw refused(task, e);
        }
    }

    /** Rows take the place of those in memory; of shared tables they are added and changed. */
    void intoMemory(String task, List<TableShare> shares, Map<String, Rows> rows) throws ConfigRefusedException {
        writeMemory(task, shares, rows, LayerCopy::copied);
    }

    private long writeMemory(String task, List<TableShare> shares, Map<String, Rows> source, Wanted wanted)
            throws ConfigRefusedException {
        try {
            memory.write(connection -> {
                TableRows target = new TableRows(connection, "main", progress);
                for (TableShare share : shares) {
                    List<String[]> present = target.read(share).values();
                    List<String[]> incoming = source.get(share.id()).values();
                    target.change(share, present, wanted.of(present, incoming, share));
                }
                return null;
            });
            return count(source);
        } catch (SQLException e) {
            throw refused(task, e);
        }
    }

    private static ConfigRefusedException refused(String task, SQLException cause) {
        return new ConfigRefusedException(task + ": " + firstLine(cause) + ". Nothing was changed", cause);
    }

    /** H2's sentence without the statement. */
    private static String firstLine(SQLException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("").replace("; SQL statement:", "");
    }

    private static long count(Map<String, Rows> source) {
        return source.values().stream().mapToLong(Rows::size).sum();
    }
}
