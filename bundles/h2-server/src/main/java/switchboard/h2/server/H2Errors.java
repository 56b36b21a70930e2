package switchboard.h2.server;

import java.sql.SQLException;
import switchboard.mysql.protocol.server.AnswerWriter;

/** H2's errors under MySQL's numbers (MySQL manual, server error reference). */
final class H2Errors {
    private H2Errors() {
    }

    static void write(SQLException failed, AnswerWriter answers) {
        String first = text(failed);
        switch (failed.getErrorCode()) {
            case 42102, 42103, 42104 -> answers.error(1146, "42S02", first);
            case 42122 -> answers.error(1054, "42S22", first);
            case 90079 -> answers.error(1049, "42000", first);
            case 23505 -> answers.error(1062, "23000", first);
            case 42000, 42001 -> answers.error(1064, "42000", first);
            default -> answers.error(1105, "HY000", first);
        }
    }

    /** Its first line, without the statement that H2 appends. */
    private static String text(SQLException failed) {
        String message = String.valueOf(failed.getMessage());
        int end = message.indexOf("; SQL statement:");
        return (end < 0 ? message : message.substring(0, end)).lines().findFirst().orElse("");
    }
}
