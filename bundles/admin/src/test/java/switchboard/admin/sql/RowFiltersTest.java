package switchboard.admin.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.table.RowFilter;

class RowFiltersTest {
    private static GoldenDatabase database;

    @BeforeAll
    static void open() throws SQLException {
        database = new GoldenDatabase();
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "SELECT * FROM stats_mysql_users WHERE username = 'x' | {username=[x]}",
            "SELECT * FROM stats_mysql_users WHERE 'x' == username LIMIT 1 | {username=[x]}",
            "SELECT * FROM stats_mysql_users WHERE USERNAME=\"x\" | {username=[x]}",
            "SELECT * FROM stats.stats_mysql_users u WHERE u.username IN ('x','y') ORDER BY 1 | {username=[x, y]}",
            "SELECT COUNT(*) FROM stats_mysql_query_digest WHERE hostgroup = 1 AND (schemaname = 's' AND sum_time > 5) "
                    + "AND digest_text LIKE '%x%' | {hostgroup=[1], schemaname=[s]}",
            "SELECT * FROM stats_mysql_query_digest WHERE hostgroup = -1 | {hostgroup=[-1]}",
            "SELECT * FROM stats_mysql_users WHERE username IN ('x','y') AND username = 'y' | {username=[y]}",
            "SELECT * FROM stats_mysql_users WHERE username = 'x' AND username = 'y' | {username=[]}"})
    void takesConstantsThatAColumnHasToEqual(String statement, String values) throws SQLException {
        RowFilter filter = filter(statement);
        TreeMap<String, Object> sorted = new TreeMap<>();
        filter.values().forEach((column, wanted) -> sorted.put(column, new TreeSet<>(wanted)));
        assertEquals(values, sorted.toString());
        assertEquals(Long.MAX_VALUE, filter.limit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT * FROM stats_mysql_users", "SELECT * FROM stats_mysql_users WHERE username = 5",
            "SELECT * FROM stats_mysql_query_digest WHERE hostgroup = '1'",
            "SELECT * FROM stats_mysql_query_digest WHERE hostgroup = 1.0",
            "SELECT * FROM stats_mysql_query_digest WHERE hostgroup = 007",
            "SELECT * FROM stats_mysql_users WHERE username = 'x' OR username = 'y'",
            "SELECT * FROM stats_mysql_users WHERE NOT username = 'x'",
            "SELECT * FROM stats_mysql_users WHERE username NOT IN ('x')",
            "SELECT * FROM stats_mysql_users WHERE username LIKE 'x'",
            "SELECT * FROM stats_mysql_users WHERE username = 'x' COLLATE NOCASE",
            "SELECT * FROM stats_mysql_users WHERE lower(username) = 'x'",
            "SELECT frontend_connections AS \"x\" FROM stats_mysql_users WHERE username = \"x\"",
            "SELECT * FROM stats_mysql_users a JOIN stats_mysql_users b WHERE a.username = 'x'",
            "SELECT * FROM (SELECT * FROM stats_mysql_users) WHERE username = 'x'",
            "WITH w AS (SELECT * FROM stats_mysql_users) SELECT * FROM w WHERE username = 'x'",
            "SELECT (SELECT COUNT(*) FROM stats_mysql_users) FROM stats_mysql_users WHERE username = 'x'",
            "SELECT * FROM stats_mysql_users WHERE username = 'x' AND EXISTS (SELECT 1 FROM stats_mysql_users)",
            "SELECT * FROM stats_mysql_users WHERE username = 'x' UNION SELECT * FROM stats_mysql_users",
            "SELECT * FROM stats_mysql_users ORDER BY username LIMIT 5",
            "SELECT COUNT(*) FROM stats_mysql_users LIMIT 5",
            "SELECT DISTINCT frontend_connections FROM stats_mysql_users LIMIT 5",
            "SELECT username FROM stats_mysql_users GROUP BY username LIMIT 5",
            "SELECT * FROM stats_mysql_users LIMIT -1", "SELECT * FROM stats_mysql_users LIMIT 2 + 3",
            "DELETE FROM mysql_users WHERE username = 'x'", "INSERT INTO mysql_users(username) SELECT username FROM "
                    + "runtime_mysql_users WHERE username = 'x'"})
    void needsAllRowsWhereItCanNotBeSure(String statement) throws SQLException {
        assertEquals(RowFilter.NONE, filter(statement));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"SELECT * FROM stats_mysql_users LIMIT 5 | 5",
            "SELECT username FROM stats_mysql_users LIMIT 5 OFFSET 10 | 15",
            "SELECT * FROM stats_mysql_users LIMIT 0 | 0",
            "SELECT * FROM stats_mysql_users LIMIT 10, 5 | 15"})
    void aLimitIsEnoughWhereNothingElseChooses(String statement, long limit) throws SQLException {
        assertEquals(limit, filter(statement).limit());
    }

    private static RowFilter filter(String statement) throws SQLException {
        return new Dialect(database).translate(statement).filter();
    }
}
