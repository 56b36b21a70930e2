package switchboard.group.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.topology.Node;

class LagTest {
    /** What follows after each answer: + is behind, - is not; the count is 3. */
    @ParameterizedTest
    @CsvSource({"+, NONE", "++, NONE", "+++, SOFT", "+++++, SOFT", "++++++, HARD", "+++++++++, HARD", "-, NONE",
            "++-, NONE", "+++-, RECOVERED", "+++--, NONE", "++++++-, RECOVERED", "++-+, NONE", "+++-+++, SOFT"})
    void shunsSoftlyByTheCountAndHardByTwiceTheCount(String answers, Lag.Degree degree) {
        Lag lag = Lag.NONE;
        for (char answer : answers.toCharArray()) {
            lag = lag.after(answer == '+', 3);
        }
        assertEquals(degree, lag.degree());
    }

    @Test
    void appliesToWhomTheVariableNames() {
        assertEquals(List.of(true, false, false, true, true, true), Arrays.stream(LagScope.values())
                .flatMap(scope -> List.of(scope.includes(false), scope.includes(true)).stream()).toList());
    }

    @Test
    void readsMembersAndLeavesOutWhatIsNoAddress() {
        assertEquals(Set.of(new Node("db1", 3306), new Node("::1", 3307)),
                Discovery.members("db1:3306, ::1:3307,db3,:3306,db4:0,db5:65536,db6:x,db7:99999999999,"));
        assertEquals(Set.of(), Discovery.members(null));
        assertEquals(Set.of(), Discovery.members(""));
    }
}
