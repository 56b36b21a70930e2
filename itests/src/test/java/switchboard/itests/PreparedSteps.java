package switchboard.itests;

import switchboard.itests.SessionStep.Kind;

/** Steps with prepared statements that stay open: run again, with and without types, with cursors and long data. */
final class PreparedSteps {
    private static final int OPEN = 3;
    private static final String[] STATEMENTS = {"SELECT id, a, b FROM t WHERE a > ? ORDER BY id",
            "INSERT INTO t(a, b) VALUES (?, 'ps')", "UPDATE t SET b=? WHERE id < 4", "SELECT ?, @a, @@sql_mode",
            "SELECT a FROM t ORDER BY id LIMIT ?", "REPLACE INTO u VALUES (1, ?)", "SET @b=?", "CALL p(?)",
            "SELECT b, COUNT(*) FROM t GROUP BY b HAVING COUNT(*) > ?", "SELECT GROUP_CONCAT(a), ? FROM t",
            "DELETE FROM u WHERE v=?", "SELECT SQL_CALC_FOUND_ROWS id, ? FROM t ORDER BY id LIMIT 1",
            "INSERT INTO t(b) VALUES (CONCAT(?, ' is too long'))", "DO GET_LOCK(?, 1)"};

    private final Dice dice;
    private final boolean[] told = new boolean[OPEN];

    PreparedSteps(Dice dice) {
        this.dice = dice;
    }

    SessionStep step() {
        int statement = dice.below(OPEN);
        return switch (dice.below(12)) {
            case 0, 1, 2 -> {
                told[statement] = false;
                yield SessionStep.on(statement, Kind.PREPARE, dice.one(STATEMENTS));
            }
            case 3, 4, 5 -> {
                told[statement] = true;
                yield SessionStep.on(statement, Kind.EXECUTE, "", value());
            }
            case 6, 7 -> SessionStep.on(statement, told[statement] ? Kind.EXECUTE_AGAIN : Kind.EXECUTE, "",
                    Integer.toString(dice.below(4)));
            case 8 -> SessionStep.on(statement, Kind.OPEN_CURSOR, "", Integer.toString(dice.below(4)));
            case 9 -> SessionStep.on(statement, Kind.FETCH, "");
            case 10 -> SessionStep.on(statement, Kind.LONG_DATA, "long" + dice.below(9));
            default -> SessionStep.on(statement, dice.oneIn(2) ? Kind.RESET_STATEMENT : Kind.CLOSE, "");
        };
    }

    private String value() {
        return dice.one("1", "2", "0", "text", "", null, "0.5", "much longer than five");
    }
}
