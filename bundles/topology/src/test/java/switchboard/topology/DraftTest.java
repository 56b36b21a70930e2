package switchboard.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.topology.rig.Servers;

class DraftTest {
    private static final Node A = new Node("a", 3306);
    private static final Node B = new Node("b", 3306);

    private static Draft draft(String servers) {
        return new Draft(Servers.of(servers), List.of(10, 11, 12));
    }

    private static String after(String before, Draft draft) {
        return Servers.text(Servers.after(Servers.of(before), draft.placement().moves()));
    }

    @Test
    void nothingChangedMeansNoMoves() {
        Draft draft = draft("10:a 11:b*5 12:c=SHUNNED");
        draft.put(A, 10, ServerStatus.ONLINE, "as it is");
        draft.remove(B, 12, "not there");
        assertEquals(Placement.NONE, draft.placement());
    }

    @Test
    void whoComesBackToItsPlaceWasNeverAway() {
        Draft draft = draft("10:a*5");
        draft.put(A, 12, ServerStatus.ONLINE, "away");
        draft.removeElsewhere(A, 12, "away");
        draft.put(A, 10, ServerStatus.ONLINE, "back");
        draft.removeElsewhere(A, 10, "back");
        assertEquals(List.of(), draft.placement().moves());
    }

    @Test
    void attributesComeFromTheEntryThatRunsEvenOverTwoMoves() {
        Draft draft = draft("12:a*7");
        draft.put(A, 10, ServerStatus.ONLINE, "first");
        draft.remove(A, 12, "first");
        draft.put(A, 11, ServerStatus.ONLINE, "second");
        draft.remove(A, 10, "second");
        assertEquals(List.of(new ServerMove.Add(A.in(11), A.in(12), null, ServerStatus.ONLINE, "second"),
                new ServerMove.Remove(A.in(12), "first")), draft.placement().moves());
        assertEquals("11:a*7", after("12:a*7", draft));
    }

    @Test
    void addsComeBeforeRemovalsSoThatAttributesAreStillThere() {
        Draft draft = draft("10:a 12:b=SHUNNED");
        draft.put(B, 12, ServerStatus.ONLINE, "status");
        draft.put(A, 11, ServerStatus.ONLINE, "add");
        draft.remove(A, 10, "remove");
        assertEquals(List.of("Add", "SetStatus", "Remove"),
                draft.placement().moves().stream().map(move -> move.getClass().getSimpleName()).toList());
    }

    @Test
    void orderIsByWeightThenNameThenPortTheGreatestFirst() {
        assertEquals("[b:3306, d:3306, c:3306, a:3306]", draft("10:a 10:b*9 10:c 10:d").inOrder(10).toString());
        assertEquals("[a:3306, b:3306]", draft("10:a 11:a*9 11:b*5").inOrder(List.of(10, 11)).toString());
    }

    @Test
    void entriesTakenOutByTheOperatorAreNotThere() {
        Draft draft = draft("10:a=OFFLINE_HARD 12:b=OFFLINE_SOFT");
        assertEquals("[b:3306]", draft.nodes().toString());
        assertEquals(true, draft.isOfflineSoft(B));
        draft.removeElsewhere(A, 12, "nothing to remove");
        assertEquals(List.of(), draft.placement().moves());
    }

    @Test
    void heldServerIsToldAgainAndNoMilderThanItWasShunned() {
        Server gone = new Server(new ServerKey(10, "a", 3306), 0, ServerStatus.SHUNNED, 1, false, 1000, 0, false, 0, "",
                true);
        Draft draft = new Draft(new ServersSnapshot(1, Map.of(10, List.of(gone))), List.of(10, 11));
        draft.hold(A, 10, "max_writers=1");
        assertEquals(List.of(new ServerMove.SetStatus(A.in(10), ServerStatus.SHUNNED, true, true, "max_writers=1")),
                draft.placement().moves());
    }

    @Test
    void newServerWithoutAnEntryGetsTheDefaultsOfItsHostgroup() {
        Draft draft = draft("10:a");
        draft.put(B, 12, ServerStatus.ONLINE, 7, "found");
        assertEquals(List.of(new ServerMove.Add(B.in(12), null, 7, ServerStatus.ONLINE, "found")),
                draft.placement().moves());
    }
}
