package switchboard.config.store.database;

/** Decides when the file is worth compacting: H2 appends, and gives nothing back by itself. */
final class Growth {
    private static final long ALLOWANCE_BYTES = 16L << 20;
    private static final int FACTOR = 3;

    private long compactBytes;

    /** The size after a compaction, or at the opening. */
    void compacted(long bytes) {
        compactBytes = bytes;
    }

    /** True beyond three times the compact size and 16 MB: a small database is left alone, a big one not rewritten often. */
    boolean isWorthCompacting(long bytes) {
        return bytes > FACTOR * compactBytes + ALLOWANCE_BYTES;
    }
}
