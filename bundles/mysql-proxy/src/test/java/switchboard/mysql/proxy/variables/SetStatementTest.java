package switchboard.mysql.proxy.variables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetStatementTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "SET sql_mode='ANSI' | [sql_mode='ANSI']",
            "set session sql_mode = \"STRICT_TRANS_TABLES\" ; | [sql_mode='STRICT_TRANS_TABLES']",
            "SET @@session.time_zone := '+00:00' | [time_zone='+00:00']",
            "SET NAMES utf8mb4 | [NAMES utf8mb4]",
            "SET NAMES 'utf8mb4' COLLATE utf8mb4_bin | [NAMES utf8mb4 COLLATE utf8mb4_bin]",
            "SET character_set_results = NULL | [character_set_results=NULL]",
            "SET CHARACTER SET latin1 | [CHARACTER SET latin1]",
            "SET autocommit=0 | [autocommit=OFF]",
            "SET foreign_key_checks=1, unique_checks=off | [foreign_key_checks=ON, unique_checks=OFF]",
            "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED | [SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED]",
            "SET tx_isolation='repeatable-read' | [SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ]",
            "SET SESSION TRANSACTION READ ONLY | [SESSION TRANSACTION READ ONLY]",
            "/*!40101 SET NAMES utf8 */ | [NAMES utf8]",
            "SET NAMES DEFAULT | [NAMES DEFAULT]",
            "SET collation_connection=DEFAULT | [collation_connection=DEFAULT]",
            "SET character_set_results = default | [character_set_results=DEFAULT]",
            "SET wait_timeout=10, sql_safe_updates=1 | [sql_safe_updates=ON]",
            "SET sql_mode='a', @B=-2.50 | [@b=-2.50, sql_mode='a']", "SET @a := true, @c='x''y' | [@a=TRUE, @c='x''y']",
            "SET @a=1, @b=@a | [@a=1, @b=NULL]", "SET sql_select_limit=DEFAULT | []",
            "SET max_execution_time = 1000 | [max_execution_time=1000]"})
    void understandsWhatItCanRunAgain(String sql, String state) {
        SetStatement parsed = SetStatement.parse(sql);
        assertNotNull(parsed, sql);
        assertEquals(state, parsed.applyTo(SessionVariables.NONE).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET @a=1+1", "SET @a='a\\\\'", "SET @a=\"x\"", "SET @a='\u00e4'", "SET @a=(SELECT 1)",
            "SET @`a`=1", "SET @a=1e5", "SET sql_mode=CONCAT(@@time_zone,',ANSI')", "SET GLOBAL sql_mode=''",
            "SET @@global.max_connections=1", "SET PASSWORD='x'", "SET TRANSACTION READ ONLY", "SET unknown_thing=1",
            "SET sql_mode", "SET autocommit=0; DROP TABLE t", "SET", "SET NAMES",
            "SET x.y=1", "SET sql_mode=(SELECT 1)"})
    void leavesToTheServerWhatItDoesNotUnderstand(String sql) {
        assertNull(SetStatement.parse(sql));
    }

    @Test
    void whatBuildsOnTheDefaultIsSetOnTopOfTheDefault() {
        SessionVariables built = state("set sql_mode=CONCAT(@@sql_mode,',STRICT_TRANS_TABLES'), "
                + "session_track_system_variables = CONCAT(@@global.session_track_system_variables,',x')");
        assertEquals("[sql_mode=CONCAT(@@sql_mode,',STRICT_TRANS_TABLES')]", built.toString());
        assertEquals(List.of("SET sql_mode=CONCAT(@@sql_mode,',STRICT_TRANS_TABLES')"),
                SessionVariables.NONE.statementsFor(built));
        assertEquals(List.of("SET sql_mode=DEFAULT", "SET sql_mode=CONCAT(@@sql_mode,',STRICT_TRANS_TABLES')"),
                state("SET sql_mode='ANSI'").statementsFor(built));
        assertNull(SetStatement.parse("SET sql_mode=CONCAT(@@sql_mode,'x')").applyTo(state("SET sql_mode='ANSI'")));
    }

    @Test
    void aTextsCollationIsNotChangedBehindIt() {
        assertNull(SetStatement.parse("SET NAMES latin1").applyTo(state("SET @a='x'")));
        assertNotNull(SetStatement.parse("SET NAMES latin1").applyTo(state("SET @a=1")));
    }

    @Test
    void userVariablesComeAfterTheCharacterSetTheyGet() {
        assertEquals(List.of("SET NAMES utf8, sql_mode='ANSI'", "SET @a='x'"),
                SessionVariables.NONE.statementsFor(
                        SetStatement.parse("SET @a='x', sql_mode='ANSI'").applyTo(state("SET NAMES utf8"))));
    }

    @Test
    void autocommitOnIsTheDefaultAndNeedsNoStatement() {
        SessionVariables off = SetStatement.parse("SET autocommit=0").applyTo(SessionVariables.NONE);
        assertEquals(SessionVariables.NONE, SetStatement.parse("SET autocommit=1").applyTo(off));
    }

    @Test
    void namesReplacesTheCharacterSetsThatItSets() {
        SessionVariables one = SetStatement.parse("SET character_set_results=latin1").applyTo(SessionVariables.NONE);
        assertEquals("[NAMES utf8]", SetStatement.parse("SET NAMES utf8").applyTo(one).toString());
    }

    @Test
    void oneStatementBringsAConnectionFromOneSessionToAnother() {
        SessionVariables have = state("SET sql_mode='ANSI', time_zone='+01:00'");
        SessionVariables want = state("SET time_zone='+02:00'");
        assertEquals(List.of("SET sql_mode=DEFAULT, time_zone='+02:00'"), have.statementsFor(want));
        assertEquals(List.of(), want.statementsFor(want));
    }

    @Test
    void checksGoBackToWhatTheServerHasForAll() {
        SessionVariables have = SetStatement.parse("SET foreign_key_checks=0, unique_checks=0")
                .applyTo(SessionVariables.NONE);
        assertEquals(List.of(
                "SET foreign_key_checks=@@global.foreign_key_checks, unique_checks=@@global.unique_checks"),
                have.statementsFor(SessionVariables.NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "names=NAMES utf8, character_set_results=character_set_results=latin1 | names=NAMES utf8 | SET NAMES utf8",
            "names=NAMES utf8 | names=NAMES latin1, character_set_results=character_set_results=NULL "
                    + "| SET NAMES latin1, character_set_results=NULL",
            "names=NAMES utf8, collation_connection=collation_connection=a | "
                    + "names=NAMES big5, collation_connection=collation_connection=a "
                    + "| SET NAMES big5, collation_connection=a",
            "names=NAMES utf8 | sql_mode=sql_mode='' | SET NAMES DEFAULT, sql_mode=''",
            "character_set_results=character_set_results=latin1 | sql_mode=sql_mode='' "
                    + "| SET character_set_results=DEFAULT, sql_mode=''"})
    void namesComeBeforeWhatTheySetToo(String have, String want, String statement) {
        assertEquals(List.of(statement), variables(have).statementsFor(variables(want)));
    }

    private static SessionVariables variables(String text) {
        SessionVariables variables = SessionVariables.NONE;
        for (String one : text.split(", ")) {
            variables = variables.with(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        return variables;
    }

    @Test
    void isolationHasAStatementOfItsOwnAndIsTakenBackByAReset() {
        SessionVariables serializable = state("SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE");
        assertEquals(List.of("SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE"),
                SessionVariables.NONE.statementsFor(serializable));
        assertTrue(serializable.needsResetFor(SessionVariables.NONE));
    }

    private static SessionVariables state(String sql) {
        return SetStatement.parse(sql).applyTo(SessionVariables.NONE);
    }
}
