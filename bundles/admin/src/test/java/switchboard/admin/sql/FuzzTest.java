package switchboard.admin.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import switchboard.admin.sql.h2.H2Statement;
import switchboard.api.table.AdminDatabase.Role;

/** Whatever is typed ends in an answer or an SQLException, within bounds. */
@Timeout(120)
class FuzzTest {
    private static final String[] PIECES = ("SELECT|SELECT|FROM|FROM|WHERE|GROUP BY|ORDER BY|HAVING|LIMIT|OFFSET|AND|OR|NOT|IN|IS|"
            + "NULL|LIKE|GLOB|ESCAPE|BETWEEN|CASE|WHEN|THEN|ELSE|END|CAST|AS|INT|TEXT|DISTINCT|UNION|EXCEPT|JOIN|LEFT|ON|"
            + "USING|EXISTS|VALUES|INSERT INTO|OR REPLACE|UPDATE|SET|DELETE FROM|WITH|PRAGMA|COLLATE|NOCASE|mysql_servers|"
            + "mysql_servers s|mysql_users|disk.mysql_servers|stats_mysql_query_digest|hostname|port|hostgroup_id|s.weight|"
            + "username|rowid|nope|*|COUNT(*)|MAX(port)|SUM(weight)|GROUP_CONCAT(hostname)|SUBSTR(|LENGTH(|COALESCE(|"
            + "DATETIME(|STRFTIME(|PRINTF(|JSON_EXTRACT(|ROUND(|(|(|)|)|,|,|=|==|<>|<|>=|+|-|*|/|%|\\|\\||&|~|.|;|'a'|'3306'|"
            + "\"db1\"|`port`|'it''s'|'\\'|'%d%s'|'$.a'|'unixepoch'|1|0|3306|1.5|-1|0x1F|9223372036854775807|1e400|/* c */|"
            + "-- x\n|#\n|'|\"|`|[|@|?|\u0000|é").split("(?<!\\\\)\\|");

    private static GoldenDatabase database;
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        database = new GoldenDatabase();
        connection = database.connect(Role.ADMIN);
    }

    @BeforeEach
    void reset() throws SQLException {
        database.reset();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void randomPiecesEndInAnAnswerOrAnSqlException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "SELECT " : "");
            for (int n = random.nextInt(14); n >= 0; n--) {
                text.append(PIECES[random.nextInt(PIECES.length)].replace("\\|", "|")).append(' ');
            }
            check(text.toString(), seed);
        }
    }

    /** Most of these get as far as the database. */
    @Test
    void statementsWithPiecesChangedEndInAnAnswerOrAnSqlException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] statements = GoldenDatabase.resource("dialect.tsv").lines().filter(line -> !line.startsWith("##"))
                .map(line -> line.split("\t")[0].split(" ;; ")[0]).toArray(String[]::new);
        for (int i = 0; i < 10_000; i++) {
            String[] words = statements[random.nextInt(statements.length)].split("(?=[ (),=])");
            for (int n = random.nextInt(3); n >= 0; n--) {
                words[random.nextInt(words.length)] = random.nextInt(4) == 0
                        ? ""
                        : ' ' + PIECES[random.nextInt(PIECES.length)].replace("\\|", "|");
            }
            check(String.join("", words), seed);
        }
    }

    private static void check(String text, long seed) {
        try {
            new TypedStatement(database, connection).answer(text);
        } catch (RuntimeException | Error thrown) {
            fail("seed " + seed + ": " + text, thrown);
        }
    }

    @Test
    void stringsPassUntouched() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String characters = "ab'\"`\\%_;-#/*!\n\t\u0001é€\uD83D\uDE00 $:?@[]{}";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder made = new StringBuilder();
            for (int n = random.nextInt(20); n > 0; n--) {
                made.append(characters.charAt(random.nextInt(characters.length())));
            }
            String value = made.toString();
            if (value.chars().anyMatch(c -> Character.isSurrogate((char) c))) {
                value = value.replaceAll("[\uD800-\uDFFF]", "\uD83D\uDE00");
            }
            String text = "SELECT '" + value.replace("'", "''") + "' AS v";
            assertEquals("v ; " + value, new TypedStatement(database, connection).answer(text), "seed " + seed);
            String doubled = "SELECT \"x" + value.replace("\"", "\"\"") + "\" AS v";
            assertEquals("v ; x" + value, new TypedStatement(database, connection).answer(doubled), "seed " + seed);
            if (value.contains("--") || value.contains("/*")) {
                continue; // behind an escaped quote SQLite sees a comment, and its reading comes first
            }
            String mysql = "SELECT '" + value.replace("\\", "\\\\").replace("'", "\\'") + "\\'' AS v";
            assertEquals("v ; " + value + "'", new TypedStatement(database, connection).answer(mysql), "seed " + seed);
        }
    }

    @Test
    void depthIsBounded() {
        TypedStatement statement = new TypedStatement(database, connection);
        assertEquals("ERROR parser stack overflow",
                statement.answer("SELECT " + "(".repeat(100_000) + "1" + ")".repeat(100_000)));
        assertEquals("ERROR parser stack overflow", statement.answer("SELECT " + "NOT ".repeat(100_000) + "1"));
        assertEquals("ERROR parser stack overflow", statement.answer("SELECT " + "(SELECT ".repeat(50_000) + "1"));
        assertEquals("ERROR Expression tree is too large (maximum depth 1000)",
                statement.answer("SELECT 1" + "+1".repeat(100_000)));
        assertEquals("ERROR Expression tree is too large (maximum depth 1000)",
                statement.answer("SELECT 1" + " OR 1".repeat(100_000)));
        assertEquals("ERROR Expression tree is too large (maximum depth 1000)",
                statement.answer("SELECT 1" + "*1".repeat(1_000)));
        assertEquals("x ; 1", statement.answer("SELECT 1" + "=1".repeat(80) + " x"));
        assertEquals("x ; 1", statement.answer("SELECT " + "COALESCE(".repeat(45) + "1" + ",2)".repeat(45) + " x"));
        assertEquals("x ; 900", statement.answer("SELECT 0" + "+1".repeat(900) + " x"));
        assertEquals("COUNT(*) ; 3", statement.answer(
                "SELECT COUNT(*) FROM mysql_servers WHERE 0" + " OR hostgroup_id=10 OR port=3307 OR 1".repeat(290)));
    }

    @Test
    void queriesOfWithCannotMultiplyWithoutBound() {
        StringBuilder text = new StringBuilder("WITH w0 AS (SELECT 1 a)");
        for (int i = 1; i < 40; i++) {
            text.append(", w").append(i).append(" AS (SELECT x.a FROM w").append(i - 1).append(" x, w").append(i - 1)
                    .append(" y)");
        }
        assertEquals("ERROR too many tables: at most 500",
                new TypedStatement(database, connection).answer(text + " SELECT * FROM w39"));
    }

    @Test
    void longListsAndManyRowsAreTaken() {
        TypedStatement statement = new TypedStatement(database, connection);
        StringBuilder rows = new StringBuilder("INSERT INTO mysql_users (username, comment) VALUES ('bulk0','c')");
        StringBuilder names = new StringBuilder("DELETE FROM mysql_users WHERE username IN ('bulk0'");
        for (int i = 1; i < 5_000; i++) {
            rows.append(", ('bulk").append(i).append("','c')");
            names.append(", 'bulk").append(i).append('\'');
        }
        assertEquals("OK 5000", statement.answer(rows.toString()));
        assertEquals("OK 5000", statement.answer(rows.toString().replace("INSERT", "REPLACE")));
        assertEquals("OK 5000", statement.answer(names + ")"));
    }

    @Test
    void nothingThatIsWrittenNamesWhatH2KeepsForItself() throws SQLException {
        try (Connection statistics = database.connect(Role.STATS); Statement direct = statistics.createStatement()) {
            direct.execute("SELECT * FROM INFORMATION_SCHEMA.USERS"); // H2 would let it: only the dialect stands before it
        }
        for (String schema : new String[]{"INFORMATION_SCHEMA", "information_schema", "\"INFORMATION_SCHEMA\""}) {
            String answer = new TypedStatement(database, connection).answer("SELECT * FROM " + schema + ".USERS");
            assertEquals("ERROR no such table: " + schema.replace("\"", "") + ".USERS", answer);
        }
    }

    @Test
    void translationNamesTheTablesWithTheirSchemas() throws SQLException {
        Translation found = new Dialect(database)
                .translate("SELECT (SELECT COUNT(*) FROM mysql_users) FROM Mysql_Servers, "
                        + "disk.mysql_servers d JOIN stats_mysql_global ON 1 WHERE 1 IN (SELECT 1 FROM monitor.mysql_server_ping_log)");
        assertEquals(java.util.Set.of("main.mysql_users", "main.mysql_servers", "disk.mysql_servers",
                "stats.stats_mysql_global", "monitor.mysql_server_ping_log"), found.tables());
        assertEquals(H2Statement.Read.class, found.statement().getClass());
    }
}
