package switchboard.itests;

/** Procedures with handlers, OUT and several results, and statements that stand in texts. */
final class CodeSteps {
    private final Dice dice;

    CodeSteps(Dice dice) {
        this.dice = dice;
    }

    String step() {
        return dice.one(DifferentialRun.MYSQL ? "SELECT f(4)" : "SELECT g(3)", "CALL handled()",
                "CALL changes(@a, @b)", "CALL changes(@b, @a)", "CALL several(2)",
                "CALL several(0)", "CALL resignals()", "CALL walks(@a)", "CALL makes(@a)", "SELECT f(3), @c",
                "SELECT SUM(f(a)) FROM t", "SELECT * FROM tmp3", "DROP TEMPORARY TABLE IF EXISTS tmp3",
                "CALL changes(1, 2)", "SELECT nofunction(1)", "CALL nothing()", "CALL commits(5)", "CALL commits(6)",
                "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT='own'", "RESIGNAL", "CALL prepares('SELECT 5')",
                "CALL prepares('SET @d=9')", "CALL prepares('SELECT nothing')", "EXECUTE dyn", "CALL opens()");
    }
}
