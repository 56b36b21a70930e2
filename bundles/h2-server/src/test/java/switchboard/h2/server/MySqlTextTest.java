package switchboard.h2.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MySqlTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"SELECT @@server_id; | SELECT 1 AS \"@@server_id\"",
            "SELECT @@server_id FOR UPDATE | SELECT 1 AS \"@@server_id\"",
            "SELECT @@global.server_id, @@hostname | SELECT 1 AS \"@@global.server_id\", 'demo-writer' AS \"@@hostname\"",
            "SELECT @@server_id + 1 | SELECT 1 + 1", "SELECT @@no_such | SELECT @@no_such",
            "SELECT * FROM city FOR UPDATE | SELECT * FROM city FOR UPDATE"})
    void putsValuesInThePlaceOfVariables(String typed, String translated) {
        assertEquals(translated, new MySqlText(1).translate(typed));
    }

    @ParameterizedTest
    @CsvSource({"insert into t values (1), true", "  DELETE FROM t, true", "select 1, false", "show tables, false"})
    void knowsWhatWrites(String sql, boolean writes) {
        assertEquals(writes, MySqlText.writes(sql));
    }

    @Test
    void readsAutocommit() {
        assertEquals(Optional.of(false), MySqlText.autocommit("SET autocommit=0"));
        assertEquals(Optional.of(true), MySqlText.autocommit("set session autocommit = ON;"));
        assertEquals(Optional.empty(), MySqlText.autocommit("SET names utf8"));
    }
}
