package switchboard.itests;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a client saw, line by line, to be compared with what another saw. */
final class Transcript {
    /** What may end in an error, which is then a line of its own. */
    interface Step {
        void run() throws SQLException;
    }

    private final List<String> lines = new ArrayList<>();
    private final String head;

    /** @param head stands before each line */
    Transcript(String head) {
        this.head = head;
    }

    List<String> lines() {
        return lines;
    }

    void say(Object what) {
        lines.add(head + ": " + what);
    }

    /** The error is told, not thrown. */
    void attempt(Step step) {
        try {
            step.run();
            say("passed");
        } catch (SQLException e) {
            error(e);
        }
    }

    /** The error's line. */
    void error(SQLException e) {
        say(withoutRun(e.getClass().getSimpleName() + " " + e.getErrorCode() + " " + e.getSQLState() + " "
                + e.getMessage()));
    }

    /**
     * Without what differs from run to run: the number of the connection that MariaDB's driver puts before messages, names that a
     * driver or this test makes up; and without what the proxy says before its own refusals.
     */
    static String withoutRun(String line) {
        return line.replaceAll("\\(conn=\\d+\\) |@[0-9a-f]{6,8}\\b|ProxySQL Error: ", "")
                .replaceAll("[0-9a-f]{8}(_[0-9a-f]{4}){3}_[0-9a-f]{12}", "SOME").replaceAll("/tmp/\\w+\\.tsv", "FILE");
    }

    void query(Connection connection, String statement) {
        attempt(() -> say(Sql.rows(connection, statement)));
    }

    /** So many rows, or as many as there are. */
    void some(ResultSet result, int rows) throws SQLException {
        int read = 0;
        while (read < rows && result.next()) {
            read++;
            if (read == 1 || read == rows) {
                say("row " + read + " " + result.getString(1));
            }
        }
        say("rows " + read);
    }
}
