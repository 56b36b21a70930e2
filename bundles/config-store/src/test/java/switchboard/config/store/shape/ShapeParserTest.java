package switchboard.config.store.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import switchboard.api.table.TableDefinition;
import switchboard.config.store.shape.Column.Affinity;

class ShapeParserTest {
    private static TableShape shape(String items) {
        return TableShape.of(new TableDefinition("t", "CREATE TABLE t (" + items + ")"));
    }

    @Test
    void columnClausesComeInAnyOrder() {
        TableShape shape = shape(
                "a INT UNSIGNED CHECK (a>=0) NOT NUlL DEFAULT -1 , b VARCHAR(64) DEFAULT ('OFF') NOT NULL,"
                        + " `Default` VARCHAR DEFAULT 'it''s', d INT DEFAULT NULL, PRIMARY KEY (a, b), UNIQUE (`Default`)");
        assertEquals(List.of("a", "b", "Default", "d"), shape.columnNames());
        assertEquals(Affinity.INTEGER, shape.columns().get(0).affinity());
        assertEquals("-1", shape.columns().get(0).defaultValue());
        assertEquals("OFF", shape.columns().get(1).defaultValue());
        assertEquals("it's", shape.columns().get(2).defaultValue());
        assertNull(shape.columns().get(3).defaultValue());
        assertEquals(List.of(List.of("Default")), shape.uniques());
        assertArrayEquals(new int[]{0, 1}, shape.key());
    }

    @Test
    void checksAreWrittenForH2() {
        assertEquals(List.of("( \"a\" IS JSON) OR \"a\" = ''", "UPPER ( \"b\" ) IN ( 'x' , 'a' ) AND \"a\" <> \"b\""),
                shape("a VARCHAR CHECK (JSON_VALID(a) OR a == ''), b VARCHAR CHECK(UPPER(b) IN ('x','a') AND a<>b)")
                        .checks());
    }

    @Test
    void integerPrimaryKeyCounts() {
        assertEquals("CREATE TABLE \"main\".\"t\" (\"id\" BIGINT AUTO_INCREMENT NOT NULL, CONSTRAINT \"PK_t\""
                + " PRIMARY KEY (\"id\"))",
                H2Ddl.create("main", "t", shape("id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL")));
        assertEquals(false, shape("id INT PRIMARY KEY NOT NULL").columns().getFirst().counter());
    }

    @Test
    void keyOfNullableColumnsIsOnlyUnique() {
        assertEquals("CREATE TABLE \"main\".\"t\" (\"a\" BIGINT, CONSTRAINT \"PK_t\" UNIQUE (\"a\"))",
                H2Ddl.create("main", "t", shape("a INT, PRIMARY KEY (a)")));
    }

    @Test
    void renamedDefinitionKeepsItsText() {
        TableDefinition renamed = TableShape.renamed(new TableDefinition("t", "CREATE TABLE t (t INT)"), "runtime_t");
        assertEquals(new TableDefinition("runtime_t", "CREATE TABLE runtime_t (t INT)"), renamed);
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        for (String items : List.of("a INT REFERENCES b", "a INT COLLATE NOCASE", "a INT, FOREIGN KEY (a)", "a INT,",
                "a INT DEFAULT", "a VARCHAR DEFAULT 'x", "PRIMARY (a)", "")) {
            assertThrows(IllegalArgumentException.class, () -> shape(items), items);
        }
        assertThrows(IllegalArgumentException.class, () -> TableShape.of(new TableDefinition("t", "DROP TABLE t")));
    }
}
