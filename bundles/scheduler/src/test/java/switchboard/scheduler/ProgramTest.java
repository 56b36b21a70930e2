package switchboard.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import switchboard.api.table.Rows;

class ProgramTest {
    private static List<Program> active(String[]... rows) {
        return Program.active(new Rows(SchedulerTable.COLUMNS, List.of(rows)));
    }

    private static String[] row(String active, String... arguments) {
        String[] row = {"7", active, "250", "/bin/echo", null, null, null, null, null, ""};
        System.arraycopy(arguments, 0, row, 4, arguments.length);
        return row;
    }

    @Test
    void takesActiveRowsOnly() {
        assertEquals(List.of(new Program(7, Duration.ofMillis(250), List.of("/bin/echo"))), active(row("0"), row("1")));
    }

    @Test
    void firstNullEndsTheArgumentsAndAnEmptyOneDoesNot() {
        assertEquals(List.of("/bin/echo", "a", "", "c d"),
                active(row("1", "a", "", "c d", null, "never")).getFirst().command());
    }

    @Test
    void runMayTakeTenIntervalsButTenMinutesInAnyCase() {
        assertEquals(Duration.ofMinutes(10),
                RunLimits.DEFAULT.runTime(new Program(1, Duration.ofMillis(100), List.of("x"))));
        assertEquals(Duration.ofHours(20),
                RunLimits.DEFAULT.runTime(new Program(1, Duration.ofHours(2), List.of("x"))));
    }
}
