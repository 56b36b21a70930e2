package switchboard.config.store.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import switchboard.api.table.TableDefinition;
import switchboard.config.store.shape.TableShape;

class RowMergeTest {
    private static final TableShape USERS = TableShape.of(new TableDefinition("u",
            "CREATE TABLE u (name VARCHAR, backend INT, frontend INT, active INT,"
                    + " PRIMARY KEY (name, backend), UNIQUE (name, frontend))"));
    private static final TableShape RULES = TableShape
            .of(new TableDefinition("r",
                    "CREATE TABLE r (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, text VARCHAR)"));

    @Test
    void incomingRowTakesThePlaceOfAllThatShareOneOfItsKeys() {
        assertEquals(List.of("b|1|1|1", "a|1|0|1"),
                text(RowMerge.replace(rows("a|1|1|1", "a|0|0|1", "b|1|1|1"), rows("a|1|0|1"), USERS)));
    }

    @Test
    void ofTwoIncomingRowsWithOneKeyTheLastStays() {
        assertEquals(List.of("a|1|1|0"), text(RowMerge.replace(rows(), rows("a|1|1|1", "a|1|1|0"), USERS)));
    }

    @Test
    void ignoredRowsGiveWayToThoseThatAreThere() {
        assertEquals(List.of("b|0|0|1", "a|1|1|1"),
                text(RowMerge.ignore(rows("a|1|1|1"), rows("a|1|0|9", "b|0|0|1"), USERS)));
    }

    @Test
    void inactiveRowsAreThoseWhoseActiveIsZero() {
        assertEquals(List.of("a|1|1|0"), text(RowMerge.inactive(rows("a|1|1|0", "b|1|1|1"), USERS)));
        assertEquals(List.of(), text(RowMerge.inactive(rows("0|x"), RULES)));
    }

    @Test
    void rowsWithoutNumberAreAllAdded() {
        List<String[]> incoming = rows("-|x", "-|y");
        incoming.forEach(row -> row[0] = null);
        List<String[]> merged = RowMerge.replace(rows("1|z"), incoming, RULES);
        RowDiff diff = RowDiff.between(rows("1|z"), merged, RULES);
        assertEquals(2, diff.added().size());
        assertEquals(0, diff.removed().size());
    }

    @Test
    void onlyRowsThatDifferAreWritten() {
        RowDiff diff = RowDiff.between(rows("1|a", "2|b", "3|c"), rows("4|d", "2|b", "3|C"), RULES);
        assertEquals(List.of("1|a", "3|c"), text(diff.removed()));
        assertEquals(List.of("4|d", "3|C"), text(diff.added()));
        assertEquals(16, diff.bytes());
    }

    private static List<String[]> rows(String... rows) {
        return Arrays.stream(rows).map(row -> row.split("\\|", -1)).toList();
    }

    private static List<String> text(List<String[]> rows) {
        return rows.stream().map(row -> String.join("|", row)).toList();
    }
}
