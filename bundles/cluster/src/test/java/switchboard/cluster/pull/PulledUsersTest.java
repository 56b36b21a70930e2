package switchboard.cluster.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import switchboard.api.table.Rows;

class PulledUsersTest {
    private static final List<String> COLUMNS = List.of("username", "password", "backend", "frontend", "comment");

    private static Rows rows(String... rows) {
        return new Rows(COLUMNS, Arrays.stream(rows).map(row -> row.split(",", -1)).toList());
    }

    private static List<String> together(String... apart) {
        return PulledUsers.together(rows(apart)).values().stream().map(row -> String.join(",", row)).toList();
    }

    @Test
    void theTwoHalvesOfAnAccountAreOneRowInTheOrderOfTheFirst() {
        assertEquals(List.of("b,pw,1,1,x", "a,pw,1,1,"),
                together("b,pw,0,1,x", "a,pw,0,1,", "a,pw,1,0,", "b,pw,1,0,x"));
    }

    @Test
    void halvesThatDifferAndSingleOnesStayAsTheyAre() {
        String[] apart = {"a,one,0,1,", "b,pw,0,1,", "a,two,1,0,", "c,pw,1,0,", "c,pw,1,0,", "d,pw,1,1,", "d,pw,1,1,",
                "e,pw,0,0,", "e,pw,1,1,"};
        assertEquals(List.of(apart), together(apart));
    }

    @Test
    void tablesWithoutTheColumnsAreLeftAlone() {
        Rows other = new Rows(List.of("username"), List.of(new String[]{"a"}, new String[]{"a"}));
        assertSame(other, PulledUsers.together(other));
    }
}
