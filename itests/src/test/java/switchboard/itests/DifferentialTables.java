package switchboard.itests;

import java.io.IOException;
import java.util.List;

/**
 * What a generated session finds: two schemas with two tables each, a sequence and some code. No procedure gives
 * ids: the proxy hears nothing of that.
 */
final class DifferentialTables {
    private DifferentialTables() {
    }

    /**
     * Prepares them for the next session.
     *
     * @param fresh whether all is made anew; else only rows are deleted, which is a hundred times cheaper, and numbers go
     *            on
     */
    static void prepare(RawClient by, String worker, boolean fresh) throws IOException {
        by.command(RawClient.COM_QUERY, ("XA ROLLBACK '" + worker + "'").getBytes()); // OK, or an error: there is none
        for (String schema : List.of("diff_" + worker, "diff_" + worker + "b")) {
            if (fresh) {
                create(by, schema);
            } else {
                by.query("DELETE FROM " + schema + ".t");
                by.query("DELETE FROM " + schema + ".u");
            }
        }
    }

    private static void create(RawClient by, String schema) throws IOException {
        by.query("DROP DATABASE IF EXISTS " + schema);
        by.query("CREATE DATABASE " + schema);
        by.query("USE " + schema);
        by.query("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a INT, b VARCHAR(5)) ENGINE=InnoDB");
        by.query("CREATE TABLE u (id INT PRIMARY KEY, v INT) ENGINE=InnoDB");
        by.query("CREATE SEQUENCE s");
        by.query(
                "CREATE PROCEDURE p(n INT) BEGIN SELECT n, @a; SELECT COUNT(*) FROM t; REPLACE INTO u VALUES (n, n); END");
        by.query("CREATE PROCEDURE q(OUT n INT) SELECT COUNT(*) INTO n FROM t");
        by.query("CREATE PROCEDURE fails() BEGIN SELECT 1; SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT='mine'; END");
        by.query("CREATE PROCEDURE warns() INSERT IGNORE INTO u VALUES (1, 'no number'), (2, 'none')");
        by.query("CREATE PROCEDURE sets(n INT) BEGIN SET time_zone='+05:00'; SET group_concat_max_len=n; END");
        by.query("CREATE PROCEDURE sets_and_fails() BEGIN SET sql_mode='ANSI'; SELECT * FROM nothing; END");
        by.query("CREATE FUNCTION f(n INT) RETURNS INT DETERMINISTIC RETURN n + 1");
    }
}
