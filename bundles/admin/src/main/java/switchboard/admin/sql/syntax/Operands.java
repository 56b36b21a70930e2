package switchboard.admin.sql.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads what stands between operators: literals, names, calls, CASE, CAST, and what is in parentheses. */
final class Operands {
    private final Cursor cursor;
    private final ExprParser expressions;
    private final QueryParser queries;

    Operands(Cursor cursor, ExprParser expressions, QueryParser queries) {
        this.cursor = cursor;
        this.expressions = expressions;
        this.queries = queries;
    }

    /** Reads the operand that begins with a token already taken. */
    Expr read(Token token) throws SqliteException {
        return switch (token.kind()) {
            case NUMBER -> new Expr.Number(token.text());
            case STRING -> cursor.isNext(".") ? name(token) : new Expr.Text(token.value());
            case DOUBLE_QUOTED, BACK_QUOTED -> name(token);
            case SYMBOL -> {
                if (token.is("(")) {
                    yield parenthesis();
                }
                throw SqliteException.near(token.text());
            }
            case WORD -> word(token);
        };
    }

    private Expr word(Token token) throws SqliteException {
        if (token.is("NULL")) {
            return new Expr.Null();
        }
        if (token.is("CASE")) {
            return caseOf();
        }
        if (token.is("CAST") && cursor.isNext("(")) {
            return cast();
        }
        if (token.is("EXISTS")) {
            cursor.expect("(");
            Query query = queries.query();
            cursor.expect(")");
            return new Expr.Exists(query);
        }
        Token next = cursor.peek();
        if (token.is("X") && next != null && next.kind() == Token.Kind.STRING && next.start() == token.end()) {
            return blob(cursor.next());
        }
        boolean function = cursor.isNext("(") && (token.isName() || token.is("REPLACE"));
        if (function) {
            return call(token.text());
        }
        if (!token.isName()) {
            throw SqliteException.near(token.text());
        }
        return name(token);
    }

    private static Expr blob(Token token) throws SqliteException {
        try {
            return new Expr.Text(new String(HexFormat.of().parseHex(token.value()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException odd) {
            throw new SqliteException("unrecognized token: \"x" + token.text() + "\"");
        }
    }

    private Expr name(Token first) throws SqliteException {
        if (!cursor.accept(".")) {
            return new Expr.Name(null, null, first.value(), first.kind() == Token.Kind.DOUBLE_QUOTED);
        }
        String second = cursor.name();
        if (!cursor.accept(".")) {
            return new Expr.Name(null, first.value(), second, false);
        }
        return new Expr.Name(first.value(), second, cursor.name(), false);
    }

    private Expr call(String name) throws SqliteException {
        cursor.expect("(");
        boolean star = cursor.accept("*");
        boolean distinct = !star && cursor.accept("DISTINCT");
        if (!distinct && !star) {
            cursor.accept("ALL");
        }
        List<Expr> arguments = star || cursor.isNext(")") ? List.of() : expressions.list();
        cursor.expect(")");
        Expr filter = null;
        if (cursor.accept("FILTER", "(")) {
            cursor.expect("WHERE");
            filter = expressions.expression();
            cursor.expect(")");
        }
        return new Expr.Call(name, distinct, star, arguments, filter);
    }

    private Expr parenthesis() throws SqliteException {
        if (queries.isNext()) {
            Query query = queries.query();
            cursor.expect(")");
            return new Expr.Scalar(query);
        }
        List<Expr> items = expressions.list();
        cursor.expect(")");
        return items.size() == 1 ? items.get(0) : new Expr.Row(items);
    }

    private Expr caseOf() throws SqliteException {
        Expr base = cursor.isNext("WHEN") ? null : expressions.expression();
        List<Expr> whens = new ArrayList<>();
        List<Expr> thens = new ArrayList<>();
        cursor.expect("WHEN");
        do {
            whens.add(expressions.expression());
            cursor.expect("THEN");
            thens.add(expressions.expression());
        } while (cursor.accept("WHEN"));
        Expr otherwise = cursor.accept("ELSE") ? expressions.expression() : null;
        cursor.expect("END");
        return new Expr.Case(base, whens, thens, otherwise);
    }

    private Expr cast() throws SqliteException {
        cursor.expect("(");
        Expr value = expressions.expression();
        cursor.expect("AS");
        StringBuilder type = new StringBuilder();
        while (cursor.isNext(Token::isName)) {
            type.append(cursor.next().value()).append(' ');
        }
        if (cursor.accept("(")) { // length and scale mean nothing to SQLite
            do {
                cursor.next();
            } while (cursor.accept(","));
            cursor.expect(")");
        }
        cursor.expect(")");
        return new Expr.Cast(value, type.toString());
    }

    /** What follows IN. */
    Expr in(boolean not, Expr value) throws SqliteException {
        if (!cursor.accept("(")) { // x IN table
            Query.NamedTable table = queries.namedTable();
            return new Expr.In(not, value, null, queries.all(table));
        }
        Expr found;
        if (queries.isNext()) {
            found = new Expr.In(not, value, null, queries.query());
        } else {
            found = new Expr.In(not, value, cursor.isNext(")") ? List.of() : expressions.list(), null);
        }
        cursor.expect(")");
        return found;
    }
}
