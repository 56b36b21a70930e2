package switchboard.cluster.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceChoiceTest {
    private static final SyncRule RULE = new SyncRule(3);

    @Test
    void takesTheGreatestEpochInWhateverOrder() {
        List<Candidate> peers = new ArrayList<>(List.of(peer("a", 2, 100, 3), peer("b", 2, 300, 3),
                peer("c", 9, 200, 9)));
        for (int i = 0; i < peers.size(); i++) {
            Collections.rotate(peers, 1);
            assertEquals("b", chosen(peers));
        }
    }

    @Test
    void takesNobodyWhileTheGreatestEpochHasNotDifferedLongEnough() {
        List<Candidate> peers = List.of(peer("a", 2, 300, 2), peer("b", 2, 200, 3));
        SourceChoice.NotYet choice = assertInstanceOf(SourceChoice.NotYet.class, SourceChoice.among(peers, RULE));
        assertEquals(300, choice.newest().seen().value().epochSeconds());
        assertEquals(200, choice.otherwiseEpoch());
    }

    @Test
    void neverTakesOneThatHasOnlyStarted() {
        assertEquals("b", chosen(List.of(peer("a", 1, 300, 9), peer("b", 2, 200, 3))));
        assertInstanceOf(SourceChoice.Nobody.class, SourceChoice.among(List.of(peer("a", 1, 300, 9)), RULE));
    }

    @Test
    void takesNobodyWhenNobodyHasDifferedLongEnough() {
        assertInstanceOf(SourceChoice.Nobody.class, SourceChoice.among(List.of(peer("a", 2, 300, 2)), RULE));
        assertInstanceOf(SourceChoice.Nobody.class, SourceChoice.among(List.of(), RULE));
    }

    @Test
    void ofEqualEpochsTheHigherVersionCounts() {
        assertEquals("b", chosen(List.of(peer("a", 2, 300, 3), peer("b", 3, 300, 3), peer("c", 2, 300, 3))));
    }

    private static String chosen(List<Candidate> peers) {
        return assertInstanceOf(SourceChoice.From.class, SourceChoice.among(peers, RULE)).source().peer().hostname();
    }

    private static Candidate peer(String host, long version, long epoch, long differs) {
        return new Candidate(new PeerAddress(host, 6032), SyncRuleTest.seen(version, epoch, "0xA", differs));
    }
}
