package switchboard.admin.command;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.regex.Pattern;
import switchboard.api.table.AdminDatabase;

/** TRUNCATE of the digest statistics: reading the _reset table takes all counters away. */
final class TruncateDigestCommand implements AdminCommand {
    private static final Pattern FORM = Pattern
            .compile("(?i)TRUNCATE (TABLE )?(stats\\.)?stats_mysql_query_digest(_reset)?");
    private static final String TABLE = "stats.stats_mysql_query_digest_reset";

    private final Services services;

    TruncateDigestCommand(Services services) {
        this.services = services;
    }

    @Override
    @SuppressWarnings("try") // the handle is held, not used
    public Reply run(String text, String original, Caller caller) {
        if (!FORM.matcher(text).matches()) {
            return null;
        }
        AdminDatabase database = services.database();
        if (database == null) {
            return Reply.Err.of(Stopped.STORE);
        }
        try (AdminDatabase.Filled filled = database.fill(Set.of(TABLE));
                Connection connection = database.connect(AdminDatabase.Role.ADMIN);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + TABLE)) {
            count.next();
            return new Reply.Ok(count.getLong(1), "");
        } catch (SQLException failed) {
            return Reply.Err.of("the module query-digest is not running: no such table: stats_mysql_query_digest");
        }
    }
}
