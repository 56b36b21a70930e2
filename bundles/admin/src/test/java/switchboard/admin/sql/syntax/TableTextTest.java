package switchboard.admin.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTextTest {
    @Test
    void readsColumnsKeysDefaultsAndChecks() {
        TableText text = TableText.of("CREATE TABLE t (Id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL , "
                + "a INT CHECK (a >= 0 AND (a < 9)) NOT NULL DEFAULT -1 , m VARCHAR NOT NULL DEFAULT ('OFF') , "
                + "`Default` VARCHAR , UNIQUE (A, m))");
        assertEquals(List.of(List.of("id"), List.of("a", "m")), text.keys());
        assertEquals(List.of("a >= 0 AND (a < 9)"), text.checks());
        assertEquals("-1", text.column("A").defaultSql());
        assertEquals("'OFF'", text.column("m").defaultSql());
        assertTrue(text.column("id").rowid());
        assertEquals("Default", text.columns().get(3).name());
        assertEquals(TableText.Storage.INTEGER, text.column("a").storage());
    }

    @Test
    void saysWhatItCannotRead() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> TableText.of("CREATE TABLE t (a INT COLLATE x)"));
        assertTrue(refused.getMessage().contains("CREATE TABLE t (a INT COLLATE x)"), refused.getMessage());
    }
}
