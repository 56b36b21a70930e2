package switchboard.mysql.proxy.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DroppedSchemaTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {"drop database a | a",
            "DROP SCHEMA IF EXISTS `a``b c`; | a`b c",
            "/* x */ drop schema a-b | a-b", "drop table a | -"})
    void knowsTheSchema(String sql, String schema) {
        assertEquals(schema, DroppedSchema.in(sql));
    }
}
