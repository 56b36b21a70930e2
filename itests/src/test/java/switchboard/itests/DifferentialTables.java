package switchboard.itests;

import java.io.IOException;
import java.util.List;

/**
 * What a generated session finds: two schemas with two tables each, a sequence and some code. No procedure gives
 * ids: the proxy hears nothing of that.
 */
final class DifferentialTables {
    private static final List<String> CODE = List.of(
            "CREATE TABLE moments (id INT AUTO_INCREMENT PRIMARY KEY, at TIMESTAMP NULL, d DATETIME)",
            "CREATE TABLE locked (id INT PRIMARY KEY, v INT)", "INSERT INTO locked VALUES (1, 1)",
            "CREATE PROCEDURE handled() BEGIN DECLARE CONTINUE HANDLER FOR SQLEXCEPTION SET @a='handled'; "
                    + "INSERT INTO u VALUES (77, 1); SELECT * FROM nowhere; SELECT 2; END",
            "CREATE PROCEDURE changes(INOUT n INT, OUT m INT) BEGIN SET n = n + 1; SET m = 5; SELECT n, m; END",
            "CREATE PROCEDURE several(n INT) BEGIN SELECT 1; SELECT a FROM t ORDER BY id LIMIT 2; "
                    + "IF n > 1 THEN UPDATE t SET a=n; END IF; SELECT ROW_COUNT(); END",
            "CREATE PROCEDURE resignals() BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION RESIGNAL SET MESSAGE_TEXT='again'; "
                    + "SELECT * FROM nowhere; END",
            "CREATE PROCEDURE walks(OUT n INT) BEGIN DECLARE done INT DEFAULT 0; DECLARE x INT; "
                    + "DECLARE c CURSOR FOR SELECT a FROM t; DECLARE CONTINUE HANDLER FOR NOT FOUND SET done=1; "
                    + "SET n=0; OPEN c; l: LOOP FETCH c INTO x; IF done THEN LEAVE l; END IF; SET n=n+1; END LOOP; CLOSE c; END",
            "CREATE PROCEDURE makes(n INT) BEGIN CREATE TEMPORARY TABLE IF NOT EXISTS tmp3 (a INT); "
                    + "INSERT INTO tmp3 VALUES (n); SET @c=n; END",
            "CREATE PROCEDURE commits(n INT) BEGIN START TRANSACTION; REPLACE INTO u VALUES (n, n); "
                    + "IF n > 5 THEN ROLLBACK; ELSE COMMIT; END IF; END",
            "CREATE PROCEDURE opens() BEGIN START TRANSACTION; SET @d='open'; END",
            "CREATE PROCEDURE prepares(text VARCHAR(99)) BEGIN SET @dyn=text; PREPARE dyn FROM @dyn; EXECUTE dyn; END",
            "CREATE FUNCTION g(n INT) RETURNS INT NOT DETERMINISTIC NO SQL BEGIN SET @c=n; RETURN n; END");

    private DifferentialTables() {
    }

    /**
     * Prepares them for the next session.
     *
     * @param fresh whether all is made anew; else only rows are deleted, which is a hundred times cheaper, and numbers go
     *            on
     */
    static void prepare(RawClient by, String worker, boolean fresh) throws IOException {
        by.query("ROLLBACK");
        by.command(RawClient.COM_QUERY, ("XA ROLLBACK '" + worker + "'").getBytes()); // OK, or an error: there is none
        for (String schema : List.of("diff_" + worker, "diff_" + worker + "b")) {
            if (fresh) {
                create(by, schema);
            } else {
                by.query("DELETE FROM " + schema + ".t");
                by.query("DELETE FROM " + schema + ".u");
                by.query("DELETE FROM " + schema + ".moments");
                by.query("DROP TABLE IF EXISTS " + schema + ".made");
            }
        }
        by.query("BEGIN");
        by.query("SELECT * FROM diff_" + worker + ".locked FOR UPDATE"); // so that the session can't have it
    }

    private static void create(RawClient by, String schema) throws IOException {
        by.query("DROP DATABASE IF EXISTS " + schema);
        by.query("CREATE DATABASE " + schema);
        by.query("USE " + schema);
        by.query("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a INT, b VARCHAR(5)) ENGINE=InnoDB");
        by.query("CREATE TABLE u (id INT PRIMARY KEY, v INT) ENGINE=InnoDB");
        by.command(RawClient.COM_QUERY, "CREATE SEQUENCE s".getBytes()); // MySQL has none
        by.query(
                "CREATE PROCEDURE p(n INT) BEGIN SELECT n, @a; SELECT COUNT(*) FROM t; REPLACE INTO u VALUES (n, n); END");
        by.query("CREATE PROCEDURE q(OUT n INT) SELECT COUNT(*) INTO n FROM t");
        by.query("CREATE PROCEDURE fails() BEGIN SELECT 1; SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT='mine'; END");
        by.query("CREATE PROCEDURE warns() INSERT IGNORE INTO u VALUES (1, 'no number'), (2, 'none')");
        by.query("CREATE PROCEDURE sets(n INT) BEGIN SET time_zone='+05:00'; SET group_concat_max_len=n; END");
        by.query("CREATE PROCEDURE sets_and_fails() BEGIN SET sql_mode='ANSI'; SELECT * FROM nothing; END");
        for (String statement : CODE) {
            by.query(statement);
        }
        by.query("CREATE FUNCTION f(n INT) RETURNS INT DETERMINISTIC RETURN n + 1");
    }
}
