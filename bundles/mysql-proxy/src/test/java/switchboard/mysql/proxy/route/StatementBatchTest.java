package switchboard.mysql.proxy.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementBatchTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '\0', value = {"USE a; SELECT 1 | 9 | a",
            "select 1;use `b c` | 9 | b c", "USE a; USE b; SELECT 1 | 9 | b", "SELECT 1; SELECT 2 | 9 | -",
            "SELECT use a | 9 | -", "SELECT '; USE b;'; SELECT 1 | 9 | -", "USE`a``b` | 9 | a`b",
            "INSERT INTO t VALUES (1);USE a;SELECT x | 2 | a", "INSERT INTO t VALUES (x);USE a | 0 | -",
            "USE a; USE b; SELECT x | 1 | a", "CALL p(); USE a; SELECT x | 2 | -", "CALL p(); USE a | 9 | a",
            "USE a; /* USE b; */ SELECT 1 | 9 | a"})
    void findsTheSchemaThatTheLastUseNames(String sql, int ran, String schema) {
        assertEquals(schema, StatementBatch.schemaUsedIn(sql, ran));
    }

    @Test
    void semicolonsInTextsNamesAndCommentsEndNothing() {
        String sql = "SELECT 'a;''\\';', \";\", `;` -- ;\n; # ;\n SELECT 1-1 /* ; */;; SELECT 2/1; SELECT 'open;";
        assertEquals(List.of("SELECT 'a;''\\';', \";\", `;` -- ;", "# ;\n SELECT 1-1 /* ; */", "SELECT 2/1",
                "SELECT 'open;"), StatementBatch.statements(sql));
    }

    @Test
    void aLongTextIsNoDeepOne() {
        String text = "a\\'".repeat(100_000);
        assertEquals(2, StatementBatch.statements("SELECT '" + text + "'; /*" + text + "*/ SELECT 1").size());
    }
}
