package switchboard.config.store.database;

/** Decides when the file is worth compacting: H2 appends, and gives nothing back by itself. */
final class Growth {
    private static final long ALLOWANCE_BYTES = 16L << 20;
    private static final int FACTOR = 3;

    private static final long MODEST_BYTES = 64L << 20;

    private long compactBytes;

    /** The size at the opening: of a big one nobody knows whether it was compacted, or left so by a killed process. */
    void opened(long bytes) {
        compactBytes = Math.min(bytes, MODEST_BYTES);
    }

    /** The size after a compaction. */
    void compacted(long bytes) {
        compactBytes = bytes;
    }

    /** True beyond three times the compact size and 16 MB: a small database is left alone, a big one not rewritten often. */
    boolean isWorthCompacting(long bytes) {
        return bytes > FACTOR * compactBytes + ALLOWANCE_BYTES;
    }

    /** Nobody waits for it: then a small one counts as well. */
    boolean isWorthCompactingWhenIdle(long bytes) {
        return bytes > FACTOR * compactBytes;
    }

    /** A modest file always; a big one only if that saves a third: a stop shall not last. */
    boolean isWorthCompactingAtStop(long bytes) {
        return bytes <= MODEST_BYTES || bytes > compactBytes + compactBytes / 2;
    }
}
