package switchboard.cluster.decision;

import java.util.Objects;
import switchboard.api.checksum.ModuleChecksum;

/**
 * What a peer has of one module, as this node has seen it.
 *
 * @param value the peer's row of runtime_checksums_values
 * @param changedAt unix time in seconds when the checksum changed
 * @param updatedAt unix time in seconds of the last check
 * @param diffCheck at how many checks in a row it differed from this node's; 0 if they are equal
 */
public record Seen(ModuleChecksum value, long changedAt, long updatedAt, long diffCheck) {
    public Seen {
        Objects.requireNonNull(value);
    }

    /**
     * The peer sent its row.
     *
     * @param before null if this is the first one
     * @param own this node's checksum, or empty
     */
    public static Seen row(Seen before, ModuleChecksum row, String own, long now) {
        boolean changed = isNew(before, row);
        long differs = changed ? 1 : before.diffCheck + 1;
        return new Seen(row, changed ? now : before.changedAt, now, row.checksum().equals(own) ? 0 : differs);
    }

    /** Whether the row has another checksum than the one before. */
    public static boolean isNew(Seen before, ModuleChecksum row) {
        return before == null || !before.value.checksum().equals(row.checksum());
    }

    /** The same at a later check. */
    public Seen at(long now) {
        return now > updatedAt ? new Seen(value, changedAt, now, diffCheck) : this;
    }

    /** The peer's global checksum is what it was: nothing of it has changed, but this node's own may have. */
    public Seen silent(String own, long now) {
        long differs = value.checksum().equals(own) ? 0 : diffCheck;
        return new Seen(value, changedAt, now, differs > 0 ? differs + 1 : 0);
    }
}
