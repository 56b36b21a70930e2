package switchboard.config.store.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import switchboard.config.store.shape.Token.Kind;

/** Reads CREATE TABLE as ProxySQL writes it (SQLite manual, CREATE TABLE); no foreign keys, no COLLATE. */
final class ShapeParser {
    private static final Set<String> COLUMN_CLAUSES = Set.of("NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE", "CHECK",
            "AUTOINCREMENT", "CONSTRAINT", "COLLATE", "REFERENCES");

    private final String sql;
    private final List<Token> tokens;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> uniques = new ArrayList<>();
    private final List<List<Token>> checks = new ArrayList<>();
    private List<String> primaryKey = List.of();
    private int at;

    ShapeParser(String sql) {
        this.sql = sql;
        this.tokens = Token.of(sql);
    }

    /** The token that is the table's name. */
    static Token nameToken(List<Token> tokens) {
        int index = 2; // CREATE TABLE name, or CREATE TABLE IF NOT EXISTS name
        if (tokens.size() > 5 && tokens.get(2).is("IF")) {
            index = 5;
        }
        if (tokens.size() <= index || !tokens.get(0).is("CREATE") || !tokens.get(index).isName()) {
            throw new IllegalArgumentException("not a CREATE TABLE statement");
        }
        return tokens.get(index);
    }

    TableShape parse() {
        Token name = nameToken(tokens);
        at = tokens.indexOf(name) + 1;
        expect("(");
        do {
            item();
        } while (accept(","));
        expect(")");
        List<String> names = columns.stream().map(Column::name).toList();
        List<String> checkTexts = checks.stream().map(check -> CheckText.of(check, names)).toList();
        return new TableShape(name.text(), columns, primaryKey, uniques, checkTexts);
    }

    private void item() {
        if (accept("CONSTRAINT")) {
            name();
        }
        if (accept("PRIMARY")) {
            expect("KEY");
            primaryKey = names();
        } else if (accept("UNIQUE")) {
            uniques.add(names());
        } else if (accept("CHECK")) {
            checks.add(group());
        } else if (peek().is("FOREIGN")) {
            throw wrong("a column, PRIMARY KEY, UNIQUE or CHECK");
        } else {
            column();
        }
    }

    private void column() {
        String name = name();
        StringBuilder type = new StringBuilder();
        while (!endOfItem() && !COLUMN_CLAUSES.contains(peek().upper())) {
            type.append(' ').append(peek().text());
            if (peek().is("(")) {
                group();
            } else {
                at++;
            }
        }
        boolean notNull = false;
        boolean counter = false;
        String defaultSql = null;
        while (!endOfItem()) {
            if (accept("NOT")) {
                expect("NULL");
                notNull = true;
            } else if (accept("DEFAULT")) {
                defaultSql = defaultValue();
            } else if (accept("PRIMARY")) {
                expect("KEY");
                primaryKey = List.of(name);
                counter = type.toString().equalsIgnoreCase(" INTEGER"); // SQLite: then it is the row's number
            } else if (accept("UNIQUE")) {
                uniques.add(List.of(name));
            } else if (accept("CHECK")) {
                checks.add(group());
            } else if (!accept("AUTOINCREMENT") && !accept("NULL")) {
                throw wrong("a column clause");
            }
        }
        columns.add(new Column(name, Column.Affinity.of(type.toString()), notNull, defaultSql, counter));
    }

    private String defaultValue() {
        if (peek().is("(")) {
            List<Token> inner = group();
            return sql.substring(inner.getFirst().start(), inner.getLast().end());
        }
        int start = peek().start();
        if (peek().is("-") || peek().is("+")) {
            at++;
        }
        return sql.substring(start, next().end());
    }

    /** The tokens between the parenthesis here and the one that closes it. */
    private List<Token> group() {
        expect("(");
        int start = at;
        int depth = 1;
        while (depth > 0) {
            Token token = next();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
        return tokens.subList(start, at - 1);
    }

    private List<String> names() {
        return group().stream().filter(Token::isName).map(Token::text).toList();
    }

    private String name() {
        Token token = next();
        if (!token.isName()) {
            at--;
            throw wrong("a name");
        }
        return token.text();
    }

    private boolean endOfItem() {
        return peek().is(",") || peek().is(")");
    }

    private boolean accept(String keyword) {
        boolean found = peek().is(keyword);
        at += found ? 1 : 0;
        return found;
    }

    private void expect(String keyword) {
        if (!accept(keyword)) {
            throw wrong(keyword);
        }
    }

    private Token peek() {
        return at < tokens.size() ? tokens.get(at) : new Token(Kind.SYMBOL, "", sql.length(), sql.length());
    }

    private Token next() {
        if (at >= tokens.size()) {
            throw wrong("more");
        }
        return tokens.get(at++);
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(
                "expected " + expected + " instead of '" + peek().text() + "' at character " + peek().start() + ": "
                        + sql);
    }
}
