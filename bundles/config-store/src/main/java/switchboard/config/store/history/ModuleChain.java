package switchboard.config.store.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.table.Rows;
import switchboard.config.store.history.VersionTables.Kept;
import switchboard.config.store.rows.RowDiff;
import switchboard.config.store.rows.TableShare;

/** The last version of one module, on which the next one builds. Used by the writing thread alone. */
final class ModuleChain {
    private static final int LONGEST = 32;
    private static final long SMALL_BYTES = 4096;

    /** What the next version says. */
    record Step(Map<String, TableChange> tables, boolean whole) {
        long rows() {
            return tables.values().stream().mapToLong(TableChange::rows).sum();
        }

        boolean isEmpty() {
            return tables.values().stream().allMatch(TableChange::isEmpty);
        }
    }

    private Map<String, Rows> last; // null before the first rows of this process
    private Fingerprint fingerprint; // of these
    private long base;
    private int length; // 0: nothing on the disk to build on
    private long wholeBytes;
    private long changeBytes;

    Map<String, Rows> last() {
        return last;
    }

    /** Begins with what the disk has: {@code length} versions in a row, the last of which is {@code rows}. */
    void begin(Map<String, Rows> rows, Fingerprint ofRows, List<Kept> chain) {
        last = rows;
        fingerprint = ofRows;
        length = chain.size();
        if (length > 0) {
            base = chain.getFirst().base();
            wholeBytes = chain.getFirst().bytes();
            changeBytes = chain.stream().skip(1).mapToLong(Kept::bytes).sum();
        }
    }

    /** The way from the last version to these rows. */
    Step step(List<TableShare> shares, Map<String, Rows> rows) {
        Map<String, TableChange> changes = new LinkedHashMap<>();
        boolean comparable = last != null && last.keySet().equals(rows.keySet());
        for (TableShare share : shares) {
            Rows now = rows.get(share.id());
            Rows before = comparable ? last.get(share.id()) : null;
            if (before == null || !before.columns().equals(now.columns())) {
                return whole(rows);
            }
            RowDiff diff = RowDiff.between(before.values(), now.values(), share.shape());
            changes.put(share.id(), new TableChange(now.columns(), diff.removed(), diff.added()));
        }
        return new Step(changes, false);
    }

    static Step whole(Map<String, Rows> rows) {
        Map<String, TableChange> all = new LinkedHashMap<>();
        rows.forEach((id, table) -> all.put(id, TableChange.whole(table)));
        return new Step(all, true);
    }

    /** The fingerprint of the rows to which a step leads. */
    Fingerprint fingerprint(Step step, Map<String, Rows> rows) {
        return step.whole() ? Fingerprint.of(rows) : fingerprint.after(step.tables());
    }

    /** Whether a change of so many bytes may be written as such; else the rows are written as a whole. */
    boolean mayAppend(long bytes) {
        return length > 0 && length < LONGEST && changeBytes + bytes <= wholeBytes + SMALL_BYTES;
    }

    /** The version that the next change builds on. */
    long base() {
        return base;
    }

    /** A version is on the disk. */
    void written(Kept kept, Map<String, Rows> rows, Fingerprint ofRows) {
        if (kept.base() == kept.version().number()) {
            base = kept.base();
            length = 0;
            wholeBytes = kept.bytes();
            changeBytes = 0;
        } else {
            changeBytes += kept.bytes();
        }
        length++;
        last = rows;
        fingerprint = ofRows;
    }

    /** A version was not written: the next one has to be whole. */
    void broken(Map<String, Rows> rows, Fingerprint ofRows) {
        length = 0;
        last = rows;
        fingerprint = ofRows;
    }
}
