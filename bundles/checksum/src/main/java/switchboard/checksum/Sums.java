package switchboard.checksum;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedTable;
import switchboard.api.table.Rows;
import switchboard.checksum.algorithm.Algorithm;
import switchboard.checksum.algorithm.ChecksumText;

/** Checksums of modules, each computed once for the rows of a LOAD. */
final class Sums {
    /** The rows are compared by identity: it takes no time, and they are kept by the store anyway. */
    private record Memo(Algorithm algorithm, long loads, List<Rows> rows, String checksum) {
        boolean isOf(Algorithm asked, long askedLoads, List<Rows> askedRows) {
            if (algorithm != asked || loads != askedLoads || rows.size() != askedRows.size()) {
                return false;
            }
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i) != askedRows.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Map<String, Memo> memos = new ConcurrentHashMap<>();

    /** The checksum of a name; two threads that ask at once both compute it. */
    String of(String name, LoadedModule module, Algorithm algorithm) {
        if (Units.isComputedEachTime(name)) {
            return compute(name, module, algorithm);
        }
        List<Rows> rows = module.tables().stream().map(LoadedTable::loaded).toList();
        Memo known = memos.get(name);
        if (known != null && known.isOf(algorithm, module.loads(), rows)) {
            return known.checksum();
        }
        String checksum = compute(name, module, algorithm);
        memos.put(name, new Memo(algorithm, module.loads(), rows, checksum));
        return checksum;
    }

    private static String compute(String name, LoadedModule module, Algorithm algorithm) {
        return ChecksumText.padded(algorithm.hash(Units.rows(name, module)));
    }

    /** Lets go of the rows of modules that are not there any more. */
    void retain(List<String> names) {
        memos.keySet().retainAll(names);
    }
}
