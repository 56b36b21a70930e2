package switchboard.scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import switchboard.api.table.Row;
import switchboard.api.table.Rows;

/**
 * An active row of {@code scheduler}.
 *
 * @param interval 100 ms to 100,000 s
 * @param command the file's name and its arguments, up to the first that is NULL
 */
record Program(long id, Duration interval, List<String> command) {
    private static final List<String> ARGUMENTS = List.of("arg1", "arg2", "arg3", "arg4", "arg5");

    Program {
        command = List.copyOf(command);
    }

    /** The programs of the active rows. */
    static List<Program> active(Rows rows) {
        List<Program> programs = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.row(i).flag("active")) {
                programs.add(of(rows.row(i)));
            }
        }
        return programs;
    }

    private static Program of(Row row) {
        List<String> command = new ArrayList<>();
        command.add(row.text("filename"));
        for (String column : ARGUMENTS) {
            String argument = row.text(column);
            if (argument == null) {
                break;
            }
            command.add(argument);
        }
        return new Program(row.number("id"), Duration.ofMillis(row.number("interval_ms")), command);
    }

    String filename() {
        return command.getFirst();
    }
}
