package switchboard.mysql.proxy.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.proxy.backend.HeldBy;

class StatementTraitsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "select @a:=? | 4", "select ? into @b | 4", "call p(@a) | 4", "select @@version | 0", "select @@a,@b | 0",
            "select ?; set sql_mode=? | 131072", "create or replace temporary table t (a int) | 32",
            "flush tables t with read lock | 16", "PREPARE s FROM ? | 8",
            "LOCK TABLES t READ | 16",
            "flush tables with read lock | 16", "create temporary table t (a int) | 32", "select get_lock(?,?) | 64",
            "select sql_calc_found_rows * from t | 512", "set @a=(select count(*) from t) | 516", "savepoint a | 2048",
            "select ? | 0",
            "handler t open | 2097152", "handler t open as h | 2097152", "handler t read first | 0",
            "execute immediate ? | 8", "begin not atomic set x=?; end | 131072", "begin | 0",
            "select ?; create temporary table t (a int) | 32", "insert into t values (?);use b | 131072",
            "use b; select ? | 131072", "select ?; | 0", "set statement a=? for select ? | 0",
            "set statement a=? for create temporary table t (a int) | 32", "insert into t values (?) | 0"})
    void holdsTheConnectionForWhatOnlyItKnows(String digestText, int holds) {
        assertEquals(holds, StatementTraits.of(digestText).holds());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "set names utf8 | SET", "use `a` | USE", "use a; | USE", "use a; select ? | OTHER", "commit | COMMIT",
            "COMMIT WORK | COMMIT", "rollback | ROLLBACK",
            "rollback to savepoint a | OTHER", "show warnings | SHOW_WARNINGS",
            "select connection_id() | CONNECTION_ID",
            "select last_insert_id() | LAST_INSERT_ID", "select last_insert_id()+? | OTHER", "kill ? | KILL",
            "load data local infile ? into table t | LOAD_LOCAL", "select ? | OTHER",
            "set statement a=? for select row_count() | OTHER", "set statement | SET"})
    void recognisesStatementsThatAreTreatedInTheirOwnWay(String digestText, StatementKind kind) {
        assertEquals(kind, StatementTraits.of(digestText).kind());
    }

    @ParameterizedTest
    @CsvSource({"select ?, true", "(select ?) union (select ?), true", "with x as (select ?) select * from x, true",
            "select a into @a from t, true", "call p(), true", "show full columns from t, true", "show databases, true",
            "show session status like ?, true", "desc t, true", "insert into t select * from u, true",
            "select ?; delete from t, true", "values row(?), true", "values (?), false", "explain select ?, false",
            "desc select ?, false", "show processlist, false", "show full processlist, false",
            "show create table t, false", "show grants, false", "check table t, false", "xa recover, false",
            "insert into t values (?) returning id, false", "delete from t returning id, false",
            "handler t read first, false", "replace into t values (?) returning id, false", "update t set a=?, false"})
    void foundRowsTellsOfSome(String digestText, boolean tells) {
        assertEquals(tells, StatementTraits.of(digestText).findsRows());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"update t set a=? | NOT_TOLD",
            "update t set a=?, b=? | NOT_TOLD", "delete from t | NOT_TOLD",
            "do ? | ONE_BY_MYSQL", "do (select a from t) | UNCLEAR", "create table t select a from u | TOLD_BY_MARIADB",
            "create temporary table t as select a from u | TOLD_BY_MARIADB", "create table t (a int) | NOT_TOLD",
            "create view v as select a from t | NOT_TOLD",
            "execute s | UNCLEAR", "table t | TOLD"})
    void foundRowsOfServersThatDiffer(String digestText, RowsFound found) {
        assertEquals(found, StatementTraits.of(digestText).found());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"select ? | PASSES_BY", "select ? from dual | PASSES_BY",
            "set @a=? | PASSES_BY",
            "(select ?) | PASSES_BY", "commit | PASSES_BY", "call p() | UNCLEAR", "execute s | UNCLEAR",
            "do ? | PASSES_BY",
            "select a from t | ENDS", "select ?, (select max(a) from t) | ENDS", "set @a=(select a from t) | ENDS",
            "select nextval(s) | ENDS", "insert into t values (?) | ENDS", "show tables | ENDS", "desc t | ENDS",
            "with x as (select ?) select * from x | ENDS", "update t set a=? | ENDS", "drop table t | ENDS",
            "show warnings | ASKS", "show warnings limit ? | ASKS", "show count(*) errors | ASKS", "show errors | ASKS",
            "get diagnostics @a=number | ASKS", "get current diagnostics condition ? @a=message_text | ASKS",
            "select @@warning_count | ASKS_AMID", "select @a, @@session.error_count as e | ASKS_AMID"})
    void whatBecomesOfOlderWarnings(String digestText, WarningUse use) {
        assertEquals(use, StatementTraits.of(digestText).warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"select ?", "show tables", "explain select ?", "desc t"})
    void mayRepeatWhatOnlyReads(String digestText) {
        assertTrue(StatementTraits.of(digestText).reads());
    }

    @ParameterizedTest
    @ValueSource(strings = {"select ? for update", "select a into @b", "insert into t values (?)", "call p()", "begin"})
    void neverRepeatsWhatMayHaveWritten(String digestText) {
        assertFalse(StatementTraits.of(digestText).reads());
    }

    @ParameterizedTest
    @ValueSource(strings = {"unlock tables"})
    void unlockTablesFreesTheConnection(String digestText) {
        assertEquals(HeldBy.LOCK_TABLES, StatementTraits.of(digestText).frees());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"select ? | false", "select ?; | false", "select ? ; ; | false",
            "select ?; select ? | true", ";select ? | true"})
    void knowsSeveralStatements(String digestText, boolean several) {
        assertEquals(several, StatementTraits.of(digestText).batch());
    }
}
