package switchboard.mysql.proxy.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedStateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "CREATE TEMPORARY TABLE t (a INT) | 32 takes [s.t]",
            "create temporary table if not exists `a`.`B`(a int) engine=memory; | 32 takes [a.B]",
            "DROP TABLE t, x.`y` | 32 leaves [s.t, x.y]", "DROP TEMPORARY TABLE IF EXISTS t | 32 leaves [s.t]",
            "SELECT GET_LOCK('A b', 10) | 64 takes [a b]", "do get_lock ( 'a' , -1 ) ; | 64 takes [a]",
            "SELECT RELEASE_LOCK('A') AS done | 64 leaves [a]", "DO RELEASE_ALL_LOCKS() | 64 leaves all",
            "EXECUTE IMMEDIATE 'INSERT INTO t VALUES (?)' USING 3 | 8 takes []",
            "PREPARE S FROM 'SELECT ''x'', ?' | 8 takes [s]", "DROP PREPARE s | 8 leaves [s]"})
    void readsWhatIsTakenAndLeft(String sql, String change) {
        NamedState state = NamedState.of(sql, "s");
        assertEquals(change, state.kind() + (state.takes() ? " takes " : " leaves ")
                + (state.all() ? "all" : state.names().toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT GET_LOCK(a, 1) FROM t", "SELECT GET_LOCK('a', 1), GET_LOCK('b', 1)",
            "SELECT RELEASE_LOCK('a') FROM t WHERE 1=0", "PREPARE s FROM @q", "PREPARE s FROM 'SELECT @a:=1'",
            "PREPARE s FROM 'CALL p()'", "PREPARE s FROM 'SELECT GET_LOCK(1,1)'", "DROP TABLE t /* x */",
            "EXECUTE IMMEDIATE 'SET @a=1'", "EXECUTE IMMEDIATE @q",
            "CREATE TEMPORARY TABLE t (a INT); CREATE TEMPORARY TABLE u (a INT)",
            "CREATE TEMPORARY TABLE /* x */ t (a INT)", "", ";"})
    void leavesAloneWhatItCanNotTell(String sql) {
        assertNull(NamedState.of(sql, "s"));
    }
}
