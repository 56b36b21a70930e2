package switchboard.cluster.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import switchboard.api.checksum.ModuleChecksum;

class SeenTest {
    private static final ModuleChecksum A = SyncRuleTest.value(2, 100, "0xA");
    private static final ModuleChecksum B = SyncRuleTest.value(3, 110, "0xB");

    @Test
    void countsChecksFromTheFirstThatDiffers() {
        Seen seen = Seen.row(null, A, "0xB", 10);
        assertEquals(new Seen(A, 10, 10, 1), seen);
        assertEquals(new Seen(A, 10, 11, 2), Seen.row(seen, A, "0xB", 11));
    }

    @Test
    void beginsAgainWithEachNewChecksum() {
        assertEquals(new Seen(B, 30, 30, 1), Seen.row(new Seen(A, 10, 20, 7), B, "0xC", 30));
    }

    @Test
    void isZeroWhileBothAreEqual() {
        assertEquals(new Seen(A, 10, 10, 0), Seen.row(null, A, "0xA", 10));
        assertEquals(new Seen(A, 10, 30, 0), Seen.row(new Seen(A, 10, 20, 7), A, "0xA", 30));
        assertEquals(new Seen(A, 10, 30, 0), new Seen(A, 10, 20, 7).silent("0xA", 30));
    }

    @Test
    void goesOnWhenThePeerHasNothingNew() {
        assertEquals(new Seen(A, 10, 30, 8), new Seen(A, 10, 20, 7).silent("0xB", 30));
    }

    /** As ProxySQL: a difference that this node itself has made counts from the peer's next change. */
    @Test
    void staysZeroWhenOnlyThisNodeHasChanged() {
        assertEquals(new Seen(A, 10, 30, 0), new Seen(A, 10, 20, 0).silent("0xB", 30));
    }
}
