package switchboard.mysql.proxy.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTypeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"select ? | SELECT", "(select ?) union (select ?) | SELECT",
            "select* from t | SELECT",
            "select a from t for update | SELECT_FOR_UPDATE", "select a from t lock in share mode | SELECT_FOR_UPDATE",
            "insert into t values (?) | INSERT", "replace into t values (?) | REPLACE", "update t set a=? | UPDATE",
            "delete from t | DELETE", "set names utf8 | SET", "begin | BEGIN", "start transaction | START_TRANSACTION",
            "start slave | UNKNOWN", "commit | COMMIT", "rollback | ROLLBACK", "rollback to a | ROLLBACK_SAVEPOINT",
            "rollback work to savepoint a | ROLLBACK_SAVEPOINT", "savepoint a | SAVEPOINT",
            "release savepoint a | RELEASE_SAVEPOINT", "call p() | CALL", "use`a` | USE", "kill ? | KILL",
            "show tables | SHOW", "show table status like ? | SHOW_TABLE_STATUS", "desc t | DESCRIBE",
            "explain select ? | EXPLAIN", "create table t (a int) | CREATE_TABLE",
            "create temporary table t (a int) | CREATE_TEMPORARY", "create unique index i on t (a) | CREATE_INDEX",
            "create schema s | CREATE_DATABASE", "create or replace view v as select ? | UNKNOWN",
            "drop table t | DROP_TABLE", "drop procedure p | UNKNOWN", "alter table t add b int | ALTER_TABLE",
            "analyze table t | ANALYZE_TABLE", "truncate t | TRUNCATE_TABLE", "lock tables t read | LOCK_TABLE",
            "unlock tables | UNLOCK_TABLES", "flush tables | FLUSH", "reset master | RESET_MASTER",
            "reset query | UNKNOWN",
            "prepare s from ? | PREPARE", "execute s | EXECUTE", "deallocate prepare s | DEALLOCATE",
            "load data infile ? into table t | LOAD", "xa start ? | UNKNOWN", "with a as (select ?) select ? | UNKNOWN",
            "selection | UNKNOWN", "'' | UNKNOWN"})
    void isToldByTheFirstWords(String digestText, CommandType type) {
        assertEquals(type, StatementTraits.of(digestText).type());
    }
}
