package switchboard.itests;

/** Tables in special ways: temporary ones that hide others, moments, other schemas, locks that others hold. */
final class TableSteps {
    private final Dice dice;
    private final String worker;

    TableSteps(Dice dice, String worker) {
        this.dice = dice;
        this.worker = worker;
    }

    String step() {
        return switch (dice.below(5)) {
            case 0 -> temporary();
            case 1 -> moment();
            case 2 -> text();
            case 3 -> lock();
            default -> other();
        };
    }

    private String temporary() {
        return dice.one("CREATE TEMPORARY TABLE u (id INT, v INT)", "DROP TEMPORARY TABLE u",
                "SELECT * FROM u ORDER BY id",
                "CREATE TEMPORARY TABLE tmp1 SELECT id, a FROM t", "ALTER TABLE tmp1 RENAME TO tmp2",
                "ALTER TABLE tmp1 ADD c INT", "CREATE OR REPLACE TEMPORARY TABLE tmp2 (z INT)", "TRUNCATE TABLE tmp1",
                "RENAME TABLE tmp1 TO tmp2", "CREATE TEMPORARY TABLE diff_" + worker + "b.tmp1 (x INT)",
                "DROP TABLE IF EXISTS diff_" + worker + "b.tmp1, tmp2",
                "SELECT COUNT(*) FROM diff_" + worker + "b.tmp1",
                "INSERT INTO tmp1 SELECT * FROM tmp1", "CREATE TEMPORARY TABLE IF NOT EXISTS tmp1 LIKE t");
    }

    private String moment() {
        return dice.one("INSERT INTO moments(at, d) VALUES ('2024-06-01 12:00:00', '2024-06-01 12:00:00')",
                "SELECT at, d, UNIX_TIMESTAMP(at) FROM moments ORDER BY id",
                "SET time_zone='+0" + dice.below(9) + ":30'",
                "SELECT FROM_UNIXTIME(1000000000)", "SET timestamp=1000000000",
                "SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), NOW())",
                "SET timestamp=DEFAULT", "SELECT @@time_zone, @@system_time_zone IS NULL");
    }

    private String text() {
        return dice.one("SELECT CHARSET('x'), COLLATION('x')", "SELECT HEX('\u00e4'), LENGTH('\u00e4')",
                "SET NAMES cp1251",
                "SET NAMES utf8mb4 COLLATE utf8mb4_general_ci", "SELECT 'a'='A', 'a' LIKE 'A'",
                "SELECT _latin1'x' AS l",
                "SET character_set_connection=latin1", "SET character_set_results=latin1",
                "SET collation_connection=DEFAULT",
                "SELECT CONVERT('\u00e4' USING latin1)", "SET collation_database=utf8mb4_bin",
                "INSERT INTO t(b) VALUES ('\u00e4\u00f6')", "SELECT @@character_set_database, @@collation_database");
    }

    private String lock() {
        return dice.one("SELECT * FROM locked FOR UPDATE NOWAIT", "SELECT * FROM locked FOR UPDATE SKIP LOCKED",
                "SELECT GET_LOCK('" + worker + "x', 0), GET_LOCK('" + worker + "y', 0)",
                "SELECT GET_LOCK('" + worker + "x', 0)", "SELECT IS_USED_LOCK('" + worker + "x') IS NULL",
                "SELECT RELEASE_ALL_LOCKS()", "LOCK TABLES t READ", "LOCK TABLES u WRITE, t AS x READ",
                "SELECT COUNT(*) FROM t AS x", "UNLOCK TABLES", "KILL QUERY CONNECTION_ID()");
    }

    private String other() {
        return dice.one("INSERT INTO t(a) VALUES (1), (2), (3)", "INSERT INTO t(id, a) VALUES (NULL, 4)",
                "INSERT INTO t(a) SELECT a FROM t LIMIT 2",
                "INSERT INTO u VALUES (1, 1) ON DUPLICATE KEY UPDATE v=v+1", "UPDATE t SET a=LAST_INSERT_ID(a+1)",
                "INSERT INTO u VALUES (1, 1) ON DUPLICATE KEY UPDATE id=LAST_INSERT_ID(id), v=9",
                "UPDATE t, u SET t.a=u.v WHERE t.id=u.id", "DELETE t FROM t JOIN u ON t.a=u.v",
                "UPDATE t SET a=(SELECT MAX(v) FROM u)", "DO (SELECT a FROM t ORDER BY id LIMIT 1)", "VALUES (1), (2)",
                "VALUES ROW(1), ROW(2)", "SELECT 1 INTO @b", "CREATE TABLE made SELECT a FROM t",
                "DROP TABLE IF EXISTS made",
                "UPDATE t SET a=a+1 ORDER BY id LIMIT 2", "SELECT FOUND_ROWS()", "SELECT ROW_COUNT()", "TABLE u",
                "SELECT LAST_INSERT_ID()", "(SELECT a FROM t) ORDER BY 1 LIMIT 2",
                "WITH c AS (SELECT a FROM t) SELECT * FROM c",
                "SET STATEMENT max_statement_time=5 FOR UPDATE t SET a=2",
                "SELECT SQL_CALC_FOUND_ROWS * FROM t LIMIT 0");
    }
}
