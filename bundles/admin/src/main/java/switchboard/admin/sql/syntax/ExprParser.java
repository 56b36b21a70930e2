package switchboard.admin.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads expressions by SQLite's precedence of operators (SQLite manual, lang_expr). */
final class ExprParser {
    private static final int MAX_HEIGHT = 1000; // SQLITE_MAX_EXPR_DEPTH
    /** What a level costs that H2 has to read within parentheses: its parser takes some ten frames of the stack for each. */
    private static final int STEP = 10;
    /** Written in one row without parentheses, thousands are no harm. */
    private static final Set<String> FLAT = Set.of("AND", "OR", "+", "-", "||");
    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int EQUALITY = 4;
    private static final int SIGN = 11;
    private static final Map<String, Integer> PRECEDENCE = Map.ofEntries(Map.entry("OR", OR), Map.entry("AND", AND),
            Map.entry("=", EQUALITY), Map.entry("==", EQUALITY), Map.entry("!=", EQUALITY),
            Map.entry("<>", EQUALITY), Map.entry("<", 5), Map.entry("<=", 5), Map.entry(">", 5), Map.entry(">=", 5),
            Map.entry("&", 7), Map.entry("|", 7), Map.entry("<<", 7), Map.entry(">>", 7), Map.entry("+", 8),
            Map.entry("-", 8), Map.entry("*", 9), Map.entry("/", 9), Map.entry("%", 9), Map.entry("||", 10));

    private final Cursor cursor;
    private final Operands operands;
    private int height; // of the expression read last

    ExprParser(Cursor cursor, QueryParser queries) {
        this.cursor = cursor;
        this.operands = new Operands(cursor, this, queries);
    }

    /** Reads one expression. */
    Expr expression() throws SqliteException {
        int before = height;
        cursor.enter();
        Expr found = from(OR);
        cursor.leave();
        height = Math.max(before, height);
        return found;
    }

    List<Expr> list() throws SqliteException {
        List<Expr> found = new ArrayList<>();
        do {
            found.add(expression());
        } while (cursor.accept(","));
        return found;
    }

    /** Reads operators that bind at least so strongly. */
    private Expr from(int precedence) throws SqliteException {
        Expr left = prefix();
        while (true) {
            Expr more = precedence <= EQUALITY ? predicate(left) : null;
            if (more == null) {
                String operator = cursor.peek() == null ? "" : cursor.peek().text().toUpperCase(Locale.ROOT);
                Integer strength = isOperator() ? PRECEDENCE.get(operator) : null;
                if (strength == null || strength < precedence) {
                    return left;
                }
                cursor.next();
                more = new Expr.Binary(operator, left, right(strength + 1, FLAT.contains(operator) ? 1 : STEP));
            }
            left = more;
        }
    }

    private boolean isOperator() {
        return cursor.isNext(token -> token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.WORD);
    }

    private Expr right(int precedence) throws SqliteException {
        return right(precedence, STEP);
    }

    private Expr right(int precedence, int step) throws SqliteException {
        int left = height;
        cursor.enter();
        Expr found = from(precedence);
        cursor.leave();
        taller(left, step);
        return found;
    }

    private void taller(int other) throws SqliteException {
        taller(other, STEP);
    }

    private void taller(int other, int step) throws SqliteException {
        height = Math.max(other, height) + step;
        if (height > MAX_HEIGHT) {
            throw new SqliteException("Expression tree is too large (maximum depth " + MAX_HEIGHT + ")");
        }
    }

    private Expr prefix() throws SqliteException {
        Token token = cursor.next();
        if (token.is("NOT")) {
            return new Expr.Unary("NOT", right(NOT));
        }
        if (token.is("-") || token.is("+") || token.is("~")) {
            return new Expr.Unary(token.text(), right(SIGN));
        }
        height = 0;
        Expr found = operands.read(token);
        taller(0);
        return collated(found);
    }

    private Expr collated(Expr value) throws SqliteException {
        Expr found = value;
        while (cursor.accept("COLLATE")) {
            found = new Expr.Collate(found, cursor.name());
            taller(0);
        }
        return found;
    }

    /** IS, IN, LIKE, BETWEEN and their kin after an expression; null if there is none. */
    private Expr predicate(Expr left) throws SqliteException {
        if (cursor.accept("ISNULL")) {
            taller(0);
            return new Expr.Binary("IS", left, new Expr.Null());
        }
        if (cursor.accept("NOTNULL") || cursor.accept("NOT", "NULL")) {
            taller(0);
            return new Expr.Binary("IS NOT", left, new Expr.Null());
        }
        if (cursor.accept("IS")) {
            return is(left);
        }
        boolean not = cursor.isNext("NOT") && cursor.peek(1) != null;
        int ahead = not ? 1 : 0;
        if (cursor.isNext(ahead, "LIKE") || cursor.isNext(ahead, "GLOB")) {
            skip(not);
            return like(not, left);
        }
        if (cursor.isNext(ahead, "REGEXP") || cursor.isNext(ahead, "MATCH")) {
            throw new SqliteException("no such function: " + cursor.peek(ahead).text().toUpperCase(Locale.ROOT));
        }
        if (cursor.isNext(ahead, "BETWEEN")) {
            skip(not);
            Expr low = right(EQUALITY + 1);
            cursor.expect("AND");
            return new Expr.Between(not, left, low, right(EQUALITY + 1));
        }
        if (cursor.isNext(ahead, "IN")) {
            skip(not);
            int before = height;
            Expr found = operands.in(not, left);
            taller(before);
            return found;
        }
        return null;
    }

    private void skip(boolean not) throws SqliteException {
        if (not) {
            cursor.next();
        }
        cursor.next();
    }

    private Expr is(Expr left) throws SqliteException {
        boolean not = cursor.accept("NOT");
        if (cursor.accept("DISTINCT", "FROM")) {
            not = !not;
        }
        return new Expr.Binary(not ? "IS NOT" : "IS", left, right(EQUALITY + 1));
    }

    private Expr like(boolean not, Expr left) throws SqliteException {
        String operator = cursor.textFrom(cursor.position() - 1).toUpperCase(Locale.ROOT);
        Expr pattern = right(EQUALITY + 1);
        Expr escape = cursor.accept("ESCAPE") ? right(EQUALITY + 1) : null;
        return new Expr.Like(not, operator, left, pattern, escape);
    }
}
