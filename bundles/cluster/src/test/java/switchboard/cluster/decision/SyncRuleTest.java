package switchboard.cluster.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.api.checksum.ModuleChecksum;

/** ProxySQL 2.7.1, cluster 3, and our rule for what it leaves open. */
class SyncRuleTest {
    @ParameterizedTest(name = "D={0} peer v{1} e{2} diff {3}, own v{4} e{5} -> {6}")
    @CsvSource(textBlock = """
            # a peer that was loaded later is followed when it has differed often enough
            3, 2, 200, 2, 5, 100, NOTHING
            3, 2, 200, 3, 5, 100, PULL
            3, 2, 200, 4, 5, 100, PULL
            1, 2, 200, 1, 5, 100, PULL
            # one that was loaded before is not, however often it differs
            3, 9, 100, 50, 2, 200, NOTHING
            3, 9, 100, 30, 2, 200, NOTHING
            # a node that has only started follows whoever was loaded
            3, 2, 100, 3, 1, 200, PULL
            3, 2, 100, 2, 1, 200, NOTHING
            # and nobody follows it
            3, 1, 200, 3, 1, 100, NOTHING
            3, 1, 200, 29, 2, 100, NOTHING
            3, 1, 200, 30, 2, 100, ONLY_STARTED
            3, 1, 200, 31, 2, 100, NOTHING
            3, 1, 200, 60, 2, 100, ONLY_STARTED
            3, 0, 200, 30, 2, 100, ONLY_STARTED
            # loaded in the same second
            3, 2, 100, 3, 2, 100, NOTHING
            3, 2, 100, 29, 2, 100, NOTHING
            3, 2, 100, 30, 2, 100, CONFLICT
            3, 9, 100, 60, 2, 100, CONFLICT
            5, 9, 100, 50, 2, 100, CONFLICT
            # equal, or switched off
            3, 9, 200, 0, 2, 100, NOTHING
            0, 9, 200, 30, 2, 100, NOTHING
            0, 9, 200, 30, 1, 100, NOTHING
            """)
    void followsProxySql(long diffs, long version, long epoch, long differs, long ownVersion, long ownEpoch,
            Verdict expected) {
        assertEquals(expected, new SyncRule(diffs).judge(seen(version, epoch, "0xB", differs),
                value(ownVersion, ownEpoch, "0xA"), false));
    }

    @ParameterizedTest(name = "peer v{0} {1} diff {2}, own v{3} {4} -> {5}")
    @CsvSource(textBlock = """
            3, 0xA, 3, 2, 0xB, PULL_TIE
            3, 0xA, 2, 2, 0xB, NOTHING
            2, 0xA, 3, 3, 0xB, KEEP_TIE
            3, 0xB, 3, 3, 0xA, PULL_TIE
            3, 0xA, 3, 3, 0xB, KEEP_TIE
            3, 0xA, 30, 3, 0xB, KEEP_TIE
            1, 0xB, 30, 3, 0xA, ONLY_STARTED
            3, 0xA, 3, 1, 0xB, PULL
            """)
    void breaksTiesBetweenItsOwnKind(long version, String checksum, long differs, long ownVersion, String ownChecksum,
            Verdict expected) {
        assertEquals(expected, new SyncRule(3).judge(seen(version, 100, checksum, differs),
                value(ownVersion, 100, ownChecksum), true));
    }

    static Seen seen(long version, long epoch, String checksum, long differs) {
        return new Seen(value(version, epoch, checksum), 0, 0, differs);
    }

    static ModuleChecksum value(long version, long epoch, String checksum) {
        return new ModuleChecksum("mysql_users", version, epoch, checksum);
    }
}
