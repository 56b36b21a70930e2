package switchboard.admin.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {
    private final Dialect dialect = new Dialect(new Catalog() {
        @Override
        public boolean isSchema(String name) {
            return Set.of("main", "disk", "stats").contains(name.toLowerCase(java.util.Locale.ROOT));
        }

        @Override
        public Set<String> columns(String table) {
            return table.endsWith("mysql_users")
                    ? Set.of("username", "password", "active")
                    : Set.of("user", "hostname");
        }
    }, "main");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "SELECT * FROM mysql_users WHERE username=\"bob\" | SELECT * FROM mysql_users WHERE username='bob'",
            "SELECT \"username\" FROM mysql_users | SELECT \"username\" FROM mysql_users",
            "SELECT `username` FROM MAIN.mysql_users | SELECT \"username\" FROM main.mysql_users",
            "SELECT 1 == 1 | SELECT 1 = 1", "SELECT user FROM processes | SELECT \"user\" FROM processes",
            "SELECT 'a' LIKE 'A\\_' | SELECT 'a' ILIKE 'A\\_' ESCAPE ''",
            "SELECT * FROM t WHERE a IS 'x' AND b IS NOT 3 | SELECT * FROM t WHERE a IS NOT DISTINCT FROM 'x' AND b IS DISTINCT FROM 3",
            "SELECT * FROM t WHERE a IS NOT NULL | SELECT * FROM t WHERE a IS NOT NULL",
            "INSERT OR IGNORE INTO t VALUES (1) | INSERT IGNORE INTO t VALUES (1)",
            "SELECT 1; DROP TABLE t | SELECT 1", "SELECT 1 # comment | SELECT 1  "})
    void translatesHabitsOfSqliteAndMysql(String typed, String translated) {
        assertEquals(translated.strip(), dialect.translate(typed).sql().strip());
    }

    @Test
    void namesTheTablesOfAStatement() {
        assertEquals(Set.of("mysql_users", "disk.mysql_servers", "a", "b"), dialect.translate(
                "SELECT * FROM mysql_users u JOIN disk.mysql_servers s ON 1 WHERE x IN (SELECT y FROM a, b)").tables());
    }

    @Test
    void takesReplaceApart() {
        Translation replace = dialect
                .translate("INSERT OR REPLACE INTO mysql_users (username, active) VALUES (\"a\", 1)");
        assertEquals(Translation.Kind.REPLACE, replace.kind());
        assertEquals("mysql_users", replace.target());
        assertEquals(List.of("username", "active"), replace.columns());
        assertEquals("VALUES ('a', 1)", replace.sql());
    }

    @ParameterizedTest
    @CsvSource({"DROP TABLE mysql_users", "PRAGMA x", "SHUTDOWN", "CREATE ALIAS a", "SET PASSWORD 'x'", "foo"})
    void refusesWhatIsNeitherQueryNorChangeOfRows(String typed) {
        assertEquals(Translation.Kind.REFUSED, dialect.translate(typed).kind());
    }

    @Test
    void labelsAreTheTextOfExpressions() {
        assertEquals(java.util.Arrays.asList("count(*)", null, "n", "1+1"),
                dialect.translate("SELECT count(*), username, active AS n, 1+1 FROM mysql_users").labels());
        assertEquals(List.of(), dialect.translate("SELECT *, 1 FROM mysql_users").labels());
    }

    @Test
    void readsKeysDefaultsAndChecksOfATable() {
        TableText text = TableText.of("CREATE TABLE t (a INT CHECK (a >= 0) NOT NULL DEFAULT 0 , b VARCHAR , "
                + "PRIMARY KEY (a, b) , UNIQUE (b))");
        assertEquals(List.of(List.of("a", "b"), List.of("b")), text.keys());
        assertEquals(List.of("a >= 0"), text.checks());
        assertEquals("0", text.defaults().get("a"));
        assertEquals(Map.of("a", 1, "b", 1).keySet(), text.defaults().keySet());
    }
}
