package switchboard.itests;

import com.mysql.cj.jdbc.JdbcStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Query attributes of MySQL, which its component query_attributes gives back. */
final class JdbcAttributeHabits {
    private static final String ASKED = "mysql_query_attribute_string('trace'), mysql_query_attribute_string('number'), "
            + "mysql_query_attribute_string('none'), mysql_query_attribute_string('ö')";

    private JdbcAttributeHabits() {
    }

    static Map<String, JdbcHabits.Habit> all() {
        Map<String, JdbcHabits.Habit> all = new LinkedHashMap<>();
        for (String prepared : List.of("true", "false")) {
            String options = "useServerPrepStmts=" + prepared;
            all.put("attributes " + options, (to, seen) -> attributes(to.connectorJ(options), seen));
            all.put("attributes and cursor " + options,
                    (to, seen) -> attributes(to.connectorJ(options + "&useCursorFetch=true&defaultFetchSize=1"), seen));
        }
        return all;
    }

    private static void attributes(Connection opened, Transcript seen) throws SQLException {
        try (Connection connection = opened;
                Statement plain = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("SELECT ?, " + ASKED + " UNION SELECT "
                        + "'more', 1, 2, 3, ?")) {
            JdbcStatement ofPlain = plain.unwrap(JdbcStatement.class);
            JdbcStatement ofPrepared = prepared.unwrap(JdbcStatement.class);
            for (Object trace : new Object[]{"a-1", "", "ö𝄞", "x".repeat(20_000), null, 3.5}) {
                for (JdbcStatement each : List.of(ofPlain, ofPrepared)) {
                    each.setAttribute("trace", trace);
                    each.setAttribute("number", 42L);
                    each.setAttribute("ö", "umlaut");
                }
                seen.attempt(() -> seen.say(rows(plain.executeQuery("SELECT " + ASKED))));
                prepared.setString(1, "first");
                prepared.setString(2, null);
                seen.attempt(() -> seen.say(rows(prepared.executeQuery())));
                ofPlain.clearAttributes();
                ofPrepared.clearAttributes();
                seen.attempt(() -> seen.say(rows(plain.executeQuery("SELECT " + ASKED))));
                seen.attempt(() -> seen.say(rows(prepared.executeQuery())));
            }
        }
    }

    private static List<List<String>> rows(ResultSet result) throws SQLException {
        try (result) {
            return Sql.rows(result);
        }
    }
}
