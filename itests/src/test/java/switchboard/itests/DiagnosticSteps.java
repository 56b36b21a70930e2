package switchboard.itests;

import java.util.List;

/** Statements that leave warnings or errors, others that may or may not end them, and questions about what there is. */
final class DiagnosticSteps {
    private final Dice dice;

    DiagnosticSteps(Dice dice) {
        this.dice = dice;
    }

    void write(List<SessionStep> to) {
        to.add(SessionStep.text(leaving()));
        for (int i = dice.below(3); i > 0; i--) {
            to.add(between());
        }
        String question = question();
        to.add(dice.oneIn(8) ? SessionStep.prepared(question) : SessionStep.text(question));
        if (question.contains(" CONDITION")) { // what it says, and that it fails, is told nowhere
            to.add(SessionStep.text("SELECT a FROM t ORDER BY id LIMIT 2"));
            return;
        }
        if (dice.oneIn(2)) {
            to.add(SessionStep.text("SHOW WARNINGS"));
        }
    }

    private String leaving() {
        return dice.one("INSERT INTO t(a, b) VALUES (1, 'too long for b')", "INSERT INTO u VALUES (1, 1)",
                "SELECT nothing FROM t", "INSERT IGNORE INTO u VALUES (1, 'no number')",
                "SELECT CAST(b AS SIGNED) FROM t",
                "SELECT 1/0", "SELEC", "CALL fails()", "CALL warns()", "CALL handled()",
                "INSERT INTO u VALUES (1, 'no number')", "SELECT CAST('1x' AS SIGNED)",
                "CREATE TABLE IF NOT EXISTS t (a INT)", "DROP TABLE IF EXISTS nowhere", "SIGNAL SQLSTATE '01000'",
                "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT='mine', MYSQL_ERRNO=4711",
                "SELECT * FROM locked FOR UPDATE NOWAIT", "UPDATE t SET b=CONCAT('too long ', b)");
    }

    /** Without a table MariaDB keeps what was there before, and MySQL doesn't. */
    private SessionStep between() {
        return switch (dice.below(12)) {
            case 0 -> SessionStep.prepared("SELECT ?", "x");
            case 1 -> SessionStep.of(SessionStep.Kind.PING, "");
            default -> SessionStep.text(dice.one("SELECT 1", "SELECT @a, @@sql_mode", "SET @a=3", "SET sql_mode=''",
                    "SELECT LAST_INSERT_ID()", "SELECT ROW_COUNT()", "BEGIN", "COMMIT", "ROLLBACK", "DO 0",
                    "SELECT 1 UNION SELECT 2", "SELECT a FROM t", "UPDATE t SET a=1", "SHOW TABLES", "SELECT f(1)",
                    "SELECT 1 FROM DUAL", "SET time_zone='+02:00'", "SET @b=(SELECT COUNT(*) FROM t)", "SHOW ERRORS",
                    "SELECT @@warning_count", "SELECT (SELECT MAX(a) FROM t)", "EXECUTE s1", "CALL q(@a)"));
        };
    }

    private String question() {
        return dice.one("SHOW WARNINGS", "SHOW WARNINGS", "SHOW COUNT(*) WARNINGS", "SHOW ERRORS",
                "SHOW COUNT(*) ERRORS", "SELECT @@warning_count", "SELECT @@error_count",
                "SELECT @@session.warning_count, @@error_count AS e",
                DifferentialRun.MYSQL ? "SHOW ERRORS" : "SHOW WARNINGS LIMIT 1",
                "GET DIAGNOSTICS @a=NUMBER", "GET DIAGNOSTICS CONDITION 1 @a=RETURNED_SQLSTATE, @b=MESSAGE_TEXT");
    }
}
