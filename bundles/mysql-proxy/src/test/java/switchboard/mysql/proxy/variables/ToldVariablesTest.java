package switchboard.mysql.proxy.variables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToldVariablesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "SET NAMES latin1 | [character_set_client=latin1, character_set_connection=latin1, character_set_results=latin1]",
            "SET NAMES 'utf8' COLLATE utf8_bin | [character_set_client=utf8mb3, character_set_connection=utf8mb3, "
                    + "character_set_results=utf8mb3]",
            "SET NAMES DEFAULT | []",
            "SET CHARACTER SET latin1 | [character_set_client=latin1, character_set_results=latin1]",
            "SET character_set_results = NULL | [character_set_results=]",
            "SET character_set_client = 'latin1', sql_mode='' | [character_set_client=latin1]",
            "SET autocommit=0 | [autocommit=OFF]", "SET autocommit = 1 | [autocommit=ON]",
            "SET time_zone='+05:00', @a=1 | [time_zone=+05:00]", "SET time_zone=DEFAULT | []"})
    void areThoseThatServersTellBySession(String sql, String told) {
        assertEquals(told, ToldVariables.of(SetStatement.parse(sql)).toString());
    }
}
