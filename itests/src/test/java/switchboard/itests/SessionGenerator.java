package switchboard.itests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes SQL sessions that leave state behind and ask about it: variables of all kinds, transactions, temporary tables,
 * locks, prepared statements, warnings, ids. The same seed gives the same session.
 */
final class SessionGenerator {
    private static final String[] VARIABLES = {"sql_mode", "time_zone", "sort_buffer_size", "group_concat_max_len",
            "foreign_key_checks", "unique_checks", "sql_select_limit", "max_sort_length", "div_precision_increment",
            "character_set_client", "collation_connection", "tx_isolation", "autocommit", "join_buffer_size",
            "lc_time_names", "sql_safe_updates", "old_mode", "default_week_format", "long_query_time"};

    private static final Pattern OF_MARIADB = Pattern
            .compile("max_statement_time|old_mode|tx_isolation|tx_read_only|SET CHARACTER SET DEFAULT");

    private final Dice dice;
    private final String worker;
    private final ServerSteps server;
    private final PreparedSteps prepared;
    private final DiagnosticSteps diagnostics;
    private final CodeSteps code;
    private final TableSteps tables;
    private final List<SessionStep> steps = new ArrayList<>();

    /** @param worker a name for locks that no other session uses at the same time */
    SessionGenerator(long seed, String worker) {
        dice = new Dice(seed);
        server = new ServerSteps(dice, worker);
        prepared = new PreparedSteps(dice);
        diagnostics = new DiagnosticSteps(dice);
        code = new CodeSteps(dice);
        tables = new TableSteps(dice, worker);
        this.worker = worker;
    }

    List<SessionStep> session() {
        int length = 8 + dice.below(18);
        while (steps.size() < length) {
            step();
            if (dice.below(3) == 0) {
                question();
            }
        }
        return List.copyOf(steps);
    }

    private void step() {
        switch (dice.below(30)) {
            case 0, 1 -> text(userVariable());
            case 2, 3 -> text(setVariable());
            case 4 -> text(expressionVariable());
            case 5, 6, 7 -> change();
            case 8 -> text(dice.one("BEGIN", "START TRANSACTION", "START TRANSACTION READ ONLY", "SET autocommit=0"));
            case 9 -> text(dice.one("COMMIT", "ROLLBACK", "SET autocommit=1", "COMMIT"));
            case 10 -> text(dice.one("SAVEPOINT a", "ROLLBACK TO SAVEPOINT a", "RELEASE SAVEPOINT a", "SAVEPOINT b"));
            case 11 -> temporaryTable();
            case 12 -> lock();
            case 13 -> sqlPrepared();
            case 14 -> prepared();
            case 15 -> text(dice.one("USE diff_" + worker, "USE diff_" + worker + "b", "SELECT DATABASE()"));
            case 16 -> foundRows();
            case 17 ->
                text(dice.one("SELECT nothing", "SELECT 1 FROM nowhere", "SELEC", "SELECT 1/0",
                        "SELECT CAST('x' AS INT)",
                        "INSERT INTO t(id, a, b) SELECT id, a, b FROM t LIMIT 1"));
            case 18 -> text(dice.one("LOCK TABLES t WRITE, u WRITE", "UNLOCK TABLES", "FLUSH TABLES t WITH READ LOCK",
                    "UNLOCK TABLES"));
            case 19 -> rare();
            case 20, 21 -> steps.add(prepared.step());
            case 22, 23 -> diagnostics.write(steps);
            case 24 -> text(code.step());
            case 25 -> text(tables.step());
            case 26 -> text(dice.one("SELECT LAST_INSERT_ID(" + dice.below(9) + ")", "SELECT FOUND_ROWS()",
                    "SELECT LAST_INSERT_ID() AS i, @a"));
            default -> text(server.step());
        }
    }

    private void question() {
        switch (dice.below(10)) {
            case 0, 1 -> text("SELECT @a, @b, @c, @d");
            case 2, 3 -> text("SELECT @@" + dice.one(VARIABLES) + ", @@" + dice.one(VARIABLES));
            case 4 -> text("SELECT ROW_COUNT()");
            case 5 -> diagnostics.write(steps);
            case 6 -> text(dice.one("SELECT LAST_INSERT_ID()", "SELECT LAST_INSERT_ID()+0 AS id", "SELECT @@identity"));
            case 7 -> foundRows();
            case 8 -> text("SELECT id, a, b FROM t ORDER BY id");
            default -> text("SELECT a, @a FROM t WHERE a > @b ORDER BY id LIMIT 3");
        }
    }

    private String userVariable() {
        String name = dice.one("@a", "@b", "@C", "@d");
        return switch (dice.below(8)) {
            case 0, 1 -> "SET " + name + "=" + dice.below(100);
            case 2 -> "SET " + name + "='text''" + dice.below(10) + "', @b = -1.50";
            case 3 -> "SET " + name + " := NULL, @a=true";
            case 4 -> "SET " + name + "=@a";
            case 5 -> "SET " + name + "=@b+1";
            case 6 -> "SELECT " + name + ":=" + dice.below(100);
            default -> "SELECT MAX(a) INTO " + name + " FROM t";
        };
    }

    private String setVariable() {
        return dice.one("SET sql_mode=''", "SET sql_mode='ANSI_QUOTES'", "SET SESSION sql_mode='STRICT_TRANS_TABLES'",
                "SET time_zone='+0" + dice.below(10) + ":00'", "SET NAMES latin1", "SET NAMES utf8mb4",
                "SET NAMES utf8mb4 COLLATE utf8mb4_bin", "SET foreign_key_checks=0, unique_checks=0",
                "SET @@session.foreign_key_checks=ON", "SET group_concat_max_len=" + (4 + dice.below(100)),
                "SET sql_select_limit=2", "SET sql_select_limit=DEFAULT", "SET SESSION TRANSACTION ISOLATION LEVEL "
                        + dice.one("READ COMMITTED", "SERIALIZABLE", "REPEATABLE READ"),
                "SET lc_time_names='de_DE'", "SET sql_safe_updates=1, @a=5", "SET time_zone=DEFAULT, sql_mode=DEFAULT");
    }

    private String expressionVariable() {
        return dice.one("SET SESSION sort_buffer_size=1024*" + (16 + dice.below(100)),
                "SET max_sort_length=(SELECT 64+" + dice.below(64) + ")", "SET default_week_format=3-1",
                "SET SESSION div_precision_increment=" + dice.below(20),
                "SET sql_mode=CONCAT(@@sql_mode, ',ANSI_QUOTES')",
                "SET @@default_week_format=1+1, join_buffer_size=8192",
                "SET SESSION old_mode=CONCAT('NO_PROGRESS', '_INFO')",
                "SET SESSION nothing=1", "SET SESSION sort_buffer_size=DEFAULT",
                "SET @a=(SELECT COUNT(*) FROM t), @b=7");
    }

    private void change() {
        int n = dice.below(100);
        text(dice.one("INSERT INTO t(a, b) VALUES (" + n + ", 'x')", "INSERT INTO t(a, b) VALUES (1, 'y'), (2, 'z')",
                "INSERT INTO t(a, b) VALUES (" + n + ", 'much too long for it')", "UPDATE t SET a=a+1 WHERE id < 3",
                "UPDATE t SET b='same'", "DELETE FROM t WHERE a=" + n, "INSERT INTO u VALUES (LAST_INSERT_ID(), @a)",
                "INSERT IGNORE INTO u VALUES (1, 'no number')", "INSERT INTO u VALUES (1, 1)", "TRUNCATE TABLE u",
                "REPLACE INTO u VALUES (" + n % 3 + ", 4)", "INSERT INTO t(a) SELECT v FROM u",
                "UPDATE u SET v=LAST_INSERT_ID(v+1) LIMIT 1"));
    }

    private void temporaryTable() {
        String name = dice.one("tmp1", "tmp2");
        text(dice.one("CREATE TEMPORARY TABLE " + name + " (a INT)", "CREATE TEMPORARY TABLE IF NOT EXISTS " + name
                + " (a INT) ENGINE=MEMORY", "INSERT INTO " + name + " VALUES (1), (2)", "SELECT * FROM " + name,
                "DROP TEMPORARY TABLE IF EXISTS " + name, "DROP TABLE tmp1, tmp2", "DROP TABLE " + name));
    }

    private void lock() {
        String name = worker + dice.one("x", "y");
        text(dice.one("SELECT GET_LOCK('" + name + "', 10)", "SELECT RELEASE_LOCK('" + name + "')",
                "DO RELEASE_LOCK('" + name
                        + "')",
                "SELECT RELEASE_ALL_LOCKS()", "DO GET_LOCK('" + name + "', 10)", "SELECT IS_FREE_LOCK('" + name
                        + "')"));
    }

    private void sqlPrepared() {
        String name = dice.one("s1", "s2");
        text(dice.one("PREPARE " + name + " FROM 'SELECT a+1 FROM t ORDER BY id'", "PREPARE " + name
                + " FROM 'SET @b=\"from s\"'", "PREPARE " + name + " FROM 'INSERT INTO t(a) VALUES (?)'",
                "EXECUTE " + name,
                "EXECUTE " + name + " USING @a", "EXECUTE " + name, "DEALLOCATE PREPARE " + name,
                "DROP PREPARE " + name));
    }

    private void prepared() {
        int n = dice.below(50);
        steps.add(switch (dice.below(10)) {
            case 0 -> SessionStep.prepared("SELECT ROW_COUNT()");
            case 1 -> {
                text("SELECT a FROM t LIMIT 2");
                yield SessionStep.prepared("SELECT FOUND_ROWS() AS n");
            }
            case 2 -> {
                text("INSERT IGNORE INTO u VALUES (1, 'no number')");
                yield SessionStep.prepared("SHOW WARNINGS");
            }
            case 3 -> SessionStep.prepared("SELECT LAST_INSERT_ID()");
            case 4 -> SessionStep.prepared("INSERT INTO t(a, b) VALUES (?, ?)", Integer.toString(n), "p");
            case 5 ->
                SessionStep.prepared("INSERT INTO t(a, b) VALUES (?, ?)", Integer.toString(n), "far too long for b");
            case 6 -> SessionStep.prepared("SELECT @a, ?, @@sql_mode", "x");
            case 7 -> SessionStep.prepared("SET @d=?", "given");
            case 8 -> SessionStep.prepared("SELECT SQL_CALC_FOUND_ROWS a FROM t ORDER BY id LIMIT 1");
            default -> SessionStep.prepared("SELECT id FROM t WHERE a > ? ORDER BY id", "10");
        });
    }

    private void foundRows() {
        text(dice.one("SELECT SQL_CALC_FOUND_ROWS id FROM t ORDER BY id LIMIT 1", "SELECT a FROM t ORDER BY id LIMIT 2",
                "SELECT 1 UNION SELECT 2", "SELECT a FROM t WHERE 1=0"));
        text(dice.one("SELECT FOUND_ROWS()", "SELECT FOUND_ROWS() AS n", "SELECT 1"));
    }

    private void rare() {
        switch (dice.below(4)) {
            case 0 -> steps.add(SessionStep.of(SessionStep.Kind.RESET, ""));
            case 1 -> steps.add(SessionStep.of(SessionStep.Kind.SCHEMA, "diff_" + worker + dice.one("", "b")));
            case 2 -> steps.add(SessionStep.of(SessionStep.Kind.CHANGE_USER, "diff_" + worker + dice.one("", "b")));
            default -> text("SET TRANSACTION ISOLATION LEVEL " + dice.one("READ COMMITTED", "SERIALIZABLE"));
        }
    }

    /** What a procedure or a subquery of a change has found is known where it ran: no connection is kept for it. */
    private boolean lastFoundIsHidden() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            String sql = steps.get(i).sql();
            if (sql.contains("CALL ") || sql.contains("NOWAIT") || sql.contains("GROUP BY b")
                    || steps.get(i).statement() >= 0
                    || sql.matches("(?:UPDATE|DELETE|INSERT) .*(?:SELECT|JOIN|, u) .*")
                    || DifferentialRun.MYSQL && sql.contains("UPDATE ")) {
                return true;
            }
            if (sql.startsWith("SELECT a FROM t")) {
                return false;
            }
        }
        return false;
    }

    private void text(String sql) {
        if (DifferentialRun.MYSQL && OF_MARIADB.matcher(sql).find()) { // taken by the proxy, refused by the server
            return;
        }
        if (sql.toUpperCase(Locale.ROOT).contains("FOUND_ROWS()") && lastFoundIsHidden()) {
            steps.add(SessionStep.text("SELECT a FROM t LIMIT 1"));
        }
        steps.add(SessionStep.text(sql));
    }

}
