package switchboard.admin.sql.syntax;

import java.sql.SQLException;

/** A statement that can't be run, in SQLite's words; the message is what the client is told behind ProxySQL's prefix. */
public class SqliteException extends SQLException {
    private static final long serialVersionUID = 1L;

    public SqliteException(String message) {
        super(message, "28000", 1045);
    }

    /** The grammar ends at this text. */
    public static SqliteException near(String text) {
        return new SqliteException("near \"" + text + "\": syntax error");
    }
}
