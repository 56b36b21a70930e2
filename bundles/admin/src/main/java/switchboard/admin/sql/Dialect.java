package switchboard.admin.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Translates what administrators type, in SQLite's and MySQL's habits, for H2; the one place for it. Works on tokens:
 * what it doesn't know it leaves as it is.
 */
public final class Dialect {
    private static final Set<String> QUERIES = Set.of("SELECT", "VALUES", "WITH");
    private static final Set<String> CHANGES = Set.of("INSERT", "UPDATE", "DELETE", "REPLACE");
    private static final Set<String> BEFORE_TABLE = Set.of("FROM", "JOIN", "INTO", "UPDATE", "TABLE");

    private final Catalog catalog;
    private final String defaultSchema;

    /** @param defaultSchema what {@code main} stands for: a statistics login's main is stats */
    public Dialect(Catalog catalog, String defaultSchema) {
        this.catalog = catalog;
        this.defaultSchema = defaultSchema;
    }

    /** Translates the first statement of a text; what follows a semicolon is left out, as ProxySQL does. */
    public Translation translate(String text) {
        List<Token> tokens = firstStatement(Lexer.tokens(text));
        int first = nextWord(tokens, 0);
        String verb = first < 0 ? "" : tokens.get(first).text().toUpperCase(Locale.ROOT);
        if (verb.equals("(")) {
            verb = "SELECT";
        }
        if (!QUERIES.contains(verb) && !CHANGES.contains(verb)) {
            return new Translation(Translation.Kind.REFUSED, first < 0 ? "" : tokens.get(first).text(), Set.of(),
                    List.of(), null, List.of());
        }
        Set<String> tables = tables(tokens);
        if (verb.equals("REPLACE") || isInsertOr(tokens, first, "REPLACE")) {
            return Replacing.translation(tokens, first, tables, this::rewrite);
        }
        Rewriting rewriting = rewrite(tokens, tables);
        boolean query = QUERIES.contains(verb) && !rewriting.changes();
        return new Translation(query ? Translation.Kind.QUERY : Translation.Kind.CHANGE, rewriting.sql(), tables,
                query ? Labels.of(tokens, first) : List.of(), null, List.of());
    }

    private Rewriting rewrite(List<Token> tokens, Set<String> tables) {
        Set<String> columns = new LinkedHashSet<>();
        for (String table : tables) {
            columns.addAll(catalog.columns(table));
            columns.add(table.substring(table.indexOf('.') + 1).toLowerCase(Locale.ROOT));
        }
        return Rewriting.of(tokens, columns, catalog, defaultSchema);
    }

    private static boolean isInsertOr(List<Token> tokens, int first, String action) {
        int or = nextWord(tokens, first + 1);
        int what = or < 0 ? -1 : nextWord(tokens, or + 1);
        return tokens.get(first).is("INSERT") && what > 0 && tokens.get(or).is("OR") && tokens.get(what).is(action);
    }

    static List<Token> firstStatement(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is(";") && nextWord(tokens, 0) >= 0 && nextWord(tokens, 0) < i) {
                return tokens.subList(0, i);
            }
        }
        return tokens;
    }

    /** The position of the next token that is no blank, or -1. */
    static int nextWord(List<Token> tokens, int from) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).kind() != Token.Kind.BLANK) {
                return i;
            }
        }
        return -1;
    }

    /** Names after FROM, JOIN, INTO, UPDATE and after commas of a FROM list. */
    private Set<String> tables(List<Token> tokens) {
        Set<String> found = new LinkedHashSet<>();
        boolean expected = false;
        boolean inFrom = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.BLANK) {
                continue;
            }
            if (token.kind() == Token.Kind.WORD && BEFORE_TABLE.contains(token.text().toUpperCase(Locale.ROOT))) {
                expected = true;
                inFrom = token.is("FROM");
            } else if (expected && isName(token)) {
                i = addTable(tokens, i, found);
                expected = false;
            } else if (inFrom && token.is(",")) {
                expected = true;
            } else if (token.is("WHERE") || token.is("GROUP") || token.is("ORDER") || token.is("SELECT")
                    || token.is("SET") || token.is("VALUES")) {
                inFrom = false;
                expected = false;
            } else if (token.is("(")) {
                expected = false;
            }
        }
        return found;
    }

    private int addTable(List<Token> tokens, int at, Set<String> found) {
        int dot = nextWord(tokens, at + 1);
        if (dot >= 0 && tokens.get(dot).is(".") && nextWord(tokens, dot + 1) >= 0) {
            int table = nextWord(tokens, dot + 1);
            String schema = tokens.get(at).name().toLowerCase(Locale.ROOT);
            found.add((schema.equals("main") ? defaultSchema : schema) + "."
                    + tokens.get(table).name().toLowerCase(Locale.ROOT));
            return table;
        }
        found.add(tokens.get(at).name().toLowerCase(Locale.ROOT));
        return at;
    }

    private static boolean isName(Token token) {
        return token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.BACK_QUOTED
                || token.kind() == Token.Kind.DOUBLE_QUOTED;
    }

    /** Tokens as one text. */
    static String text(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        new ArrayList<>(tokens).forEach(token -> text.append(token.text()));
        return text.toString();
    }
}
