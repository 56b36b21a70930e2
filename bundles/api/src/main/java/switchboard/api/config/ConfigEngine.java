package switchboard.api.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import switchboard.api.table.Rows;

/** The one engine behind every LOAD and SAVE. */
@ProviderType
public interface ConfigEngine {
    /** Names of the modules that are there, sorted. */
    List<String> modules();

    /**
     * Copies a module's rows from one layer to another and returns when it is done: in runtime when that is the target,
     * on the disk when that is. All or nothing.
     *
     * @throws ConfigRefusedException unknown module, no such way between layers, rows that cannot run, a full disk
     */
    Outcome copy(String module, Layer from, Layer to) throws ConfigRefusedException;

    /** As {@link #copy(String, Layer, Layer)}; the history keeps who it was. */
    default Outcome copy(String module, Layer from, Layer to, Origin origin) throws ConfigRefusedException {
        return copy(module, from, to);
    }

    /** What was loaded before, and how layers differ; empty when the engine keeps no history. */
    default Optional<ConfigHistory> history() {
        return Optional.empty();
    }

    /**
     * LOAD TO RUNTIME of some rows of one table only: those whose column has the value take the place of those that run
     * with it; everything else stays as it runs. Listeners are not told ({@code LOAD MYSQL USER name TO RUNTIME}).
     *
     * @throws ConfigRefusedException unknown module, table or column, rows that cannot run
     */
    Outcome load(String module, Selection selection) throws ConfigRefusedException;

    /**
     * Puts rows of a module into memory and loads them to runtime: both, or nothing. Disk stays as it is.
     *
     * @param rows by table; they take the place of all there are, of tables that several modules share they are added and
     *            changed. Tables that are not named stay as they are
     * @param remark for the history
     * @throws ConfigRefusedException unknown module or table, or any row that would not be taken as it is
     */
    default Outcome load(String module, Map<String, Rows> rows, Origin origin, String remark)
            throws ConfigRefusedException {
        throw new ConfigRefusedException("This engine takes no rows from elsewhere");
    }

    /**
     * Lets other rows run in some of a module's tables, of which memory knows nothing: what monitors of another node have
     * found out. It is no LOAD: listeners are not told.
     *
     * @param rows by table
     * @throws ConfigRefusedException unknown module or table, or any row that would not be taken as it is
     */
    default Outcome run(String module, Map<String, Rows> rows) throws ConfigRefusedException {
        throw new ConfigRefusedException("This engine takes no rows from elsewhere");
    }

    /** Some rows of a table. */
    record Selection(String table, String column, String value) {
    }

    /** Removes nothing and keeps what is unchanged: writes only rows that differ. */
    record Outcome(long rows, List<Rejection> rejections) {
        public Outcome {
            rejections = List.copyOf(rejections);
        }
    }

    /** Tells those who wait (a replacement) that a module's instance of a bundle has its rows: {@link ConfigListener}. */
    boolean isPublished(ConfigPart part);

    /** A number that grows while rows are copied: as long as it does, it is worth waiting for {@link #isPublished}. */
    default long progress() {
        return 0;
    }
}
