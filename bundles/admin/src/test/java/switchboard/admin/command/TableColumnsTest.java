package switchboard.admin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableColumnsTest {
    @Test
    void commasInBracketsAndQuotesEndNoColumn() {
        TableColumns columns = TableColumns.of("CREATE TABLE t (a INT CHECK (a IN (0,1)) NOT NULL DEFAULT 0 , "
                + "`b` VARCHAR DEFAULT 'x,(y' , c INTEGER PRIMARY KEY , CHECK (a<>c) , UNIQUE (a, b))");
        assertEquals(List.of(new TableColumns.Column("a", "int", false, false),
                new TableColumns.Column("b", "varchar", true, false), new TableColumns.Column("c", "int", true, true)),
                columns.columns());
        assertEquals(List.of(new TableColumns.Key("PRIMARY", List.of("c")),
                new TableColumns.Key("a", List.of("a", "b"))), columns.keys());
    }

    @Test
    void aKeyOfSeveralColumnsIsFound() {
        assertEquals(List.of(true, false, true), TableColumns
                .of("CREATE TABLE t (a INT NOT NULL , b INT , c INT NOT NULL , PRIMARY KEY (a, c) )").columns().stream()
                .map(TableColumns.Column::primary).toList());
    }
}
