package switchboard.mysql.protocol.compress;

import com.github.luben.zstd.Zstd;

/** Whether zstd's native library is there: it is optional. */
final class ZstdLibrary {
    static final boolean IS_THERE = load();

    private ZstdLibrary() {
    }

    private static boolean load() {
        try {
            return Zstd.compressBound(1) > 0;
        } catch (LinkageError missing) { // no bundle, or none for this processor
            return false;
        }
    }
}
