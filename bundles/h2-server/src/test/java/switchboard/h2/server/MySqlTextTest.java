package switchboard.h2.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlTextTest {
    private final MySqlText writer = new MySqlText(1);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"SELECT @@server_id; | SELECT 1 AS \"@@server_id\"",
            "SELECT @@server_id FOR UPDATE | SELECT 1 AS \"@@server_id\"",
            "SELECT @@server_id LIMIT 1 | SELECT 1 AS \"@@server_id\" LIMIT 1",
            "SELECT @@global.server_id, @@hostname | SELECT 1 AS \"@@global.server_id\", 'demo-writer' AS \"@@hostname\"",
            "select @@SESSION.Autocommit | select 1 AS \"@@SESSION.Autocommit\"",
            "SELECT @@server_id, name FROM city | SELECT 1 AS \"@@server_id\", name FROM city",
            "SELECT CONCAT('a'), @@server_id | SELECT CONCAT('a'), 1 AS \"@@server_id\""})
    void labelsAVariableThatIsAnItemByItself(String typed, String translated) {
        assertEquals(translated, writer.translate(typed));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"SELECT @@server_id + 1 | SELECT 1 + 1",
            "SELECT @@server_id AS id | SELECT 1 AS id", "SELECT @@server_id format | SELECT 1 format",
            "SELECT CONCAT('a', @@server_id, 'b') | SELECT CONCAT('a', 1, 'b')",
            "SELECT id FROM city ORDER BY name, @@server_id | SELECT id FROM city ORDER BY name, 1",
            "SELECT id FROM city WHERE id = @@server_id | SELECT id FROM city WHERE id = 1",
            "INSERT INTO note (text) VALUES (@@version) | INSERT INTO note (text) VALUES ('8.0.30')"})
    void givesAVariableElsewhereNoLabel(String typed, String translated) {
        assertEquals(translated, writer.translate(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT @@no_such", "SELECT '@@server_id'", "SELECT 'it''s @@version'",
            "SELECT 1 AS \"@@server_id\"", "SELECT 1 AS `@@server_id`", "SELECT 1 /* @@server_id */",
            "SELECT * FROM city FOR UPDATE", "SELECT *\nFROM city\nFOR UPDATE"})
    void leavesTheRestAsItIs(String typed) {
        assertEquals(typed, writer.translate(typed));
    }

    @Test
    void aReaderSaysThatItIsOne() {
        assertEquals("SELECT 2 AS \"@@server_id\", 'demo-reader' AS \"@@hostname\", 1 AS \"@@read_only\"",
                new MySqlText(2).translate("SELECT @@server_id, @@hostname, @@read_only"));
    }

    @Test
    void readsALongText() {
        String typed = "INSERT INTO note (text) VALUES ('" + "it''s @@version ".repeat(100_000) + "')";
        assertEquals(typed, writer.translate(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHOW TABLES", "show tables;", "show tables ; ", "/* app */ show tables"})
    void showsTheTablesOfTheDemo(String typed) {
        assertTrue(writer.translate(typed).contains("\"Tables_in_demo\""), writer.translate(typed));
    }

    @Test
    void takesAwayCommentsBeforeAndSemicolonsBehind() {
        assertEquals("SELECT 1", MySqlText.plain("SELECT 1 ; ; "));
        assertEquals("SELECT 1", MySqlText.plain("/* a */ -- b\n # c\n /**/SELECT 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/*!40101 SET NAMES utf8 */", "--1", "/* open", "SELECT 1 /* last */"})
    void keepsWhatIsNoCommentBeforeAStatement(String typed) {
        assertEquals(typed, MySqlText.plain(typed));
    }

    @ParameterizedTest
    @CsvSource({"insert into t values (1), true", "  DELETE FROM t, true", "/* app */ DELETE FROM t, true",
            "select 1, false", "show tables, false", "inserted, false"})
    void knowsWhatWrites(String sql, boolean writes) {
        assertEquals(writes, MySqlText.writes(MySqlText.plain(sql)));
    }

    @ParameterizedTest
    @CsvSource({"SET NAMES utf8mb4, true", "set @@sql_mode = '', true", "/*!40101 SET x */, true",
            "LOCK TABLES t READ, true", "UNLOCK TABLES, true", "FLUSH TABLES, true", "settle, false",
            "SELECT 1, false"})
    void knowsWhatIsAnsweredOkWithoutDoingIt(String sql, boolean ignored) {
        assertEquals(ignored, MySqlText.isIgnored(sql));
    }

    @ParameterizedTest
    @CsvSource({"SET autocommit=0, false", "set session autocommit = ON;, true", "SET @@autocommit = 1, true",
            "SET @@session.autocommit=off, false"})
    void readsAutocommit(String sql, boolean on) {
        assertEquals(Optional.of(on), MySqlText.autocommit(sql));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET names utf8", "SET autocommit=2", "SELECT @@autocommit"})
    void findsNoAutocommitInOtherStatements(String sql) {
        assertEquals(Optional.empty(), MySqlText.autocommit(sql));
    }
}
