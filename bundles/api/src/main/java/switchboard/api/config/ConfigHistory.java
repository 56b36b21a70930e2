package switchboard.api.config;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** How the layers differ, what was loaded before, and the way back to it. Passwords come out masked. */
@ProviderType
public interface ConfigHistory {
    /** What has become of a row. */
    enum Change {
        ADDED, REMOVED, CHANGED, KEPT
    }

    /**
     * A row, or one value of a row, that differs.
     *
     * @param module as in LOAD and SAVE
     * @param key the row's key: {@code hostgroup_id=3 hostname=db1 port=3306}
     * @param column of a changed row the column; empty where {@code from} or {@code to} is a whole row
     * @param from null for an added row
     * @param to null for a removed row
     */
    record Difference(String module, String table, Change change, String key, String column, String from, String to) {
    }

    /**
     * A part of what there is.
     *
     * @param omitted how many more there are
     */
    record Listing<T>(List<T> lines, long omitted) {
        public Listing {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One LOAD TO RUNTIME.
     *
     * @param number counted over all modules, from 1
     * @param checksum what the checksum service said of the module, or empty
     * @param rows how many rows it loaded
     * @param changedRows how many of them were added, removed or changed since the version before
     * @param remark {@code ROLLBACK TO VERSION 7}, or empty
     */
    record Version(long number, String module, Instant at, Origin origin, String checksum, long rows, long changedRows,
            String remark) {
    }

    /**
     * A row of a version.
     *
     * @param change against the version before; KEPT where that is not known
     * @param values the columns that have not their default, without the key: {@code weight=10, comment=x}
     */
    record VersionRow(String module, String table, Change change, String key, String values) {
    }

    /**
     * Compares two layers, table by table.
     *
     * @param module null for all
     */
    Listing<Difference> differences(String module, Layer from, Layer to) throws ConfigRefusedException;

    /**
     * The versions that are kept, newest first.
     *
     * @param module null for all
     */
    List<Version> versions(String module) throws ConfigRefusedException;

    /** The rows of a version, and those it removed. */
    Listing<VersionRow> version(long number) throws ConfigRefusedException;

    /** Puts the rows of a version into memory and loads them to runtime: both, or nothing. Disk stays as it is. */
    ConfigEngine.Outcome rollBack(String module, long number, Origin origin) throws ConfigRefusedException;
}
