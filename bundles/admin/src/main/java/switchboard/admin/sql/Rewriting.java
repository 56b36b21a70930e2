package switchboard.admin.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A statement's tokens rewritten one after the other.
 *
 * @param changes whether a change of rows hides in it ({@code WITH ... DELETE})
 */
record Rewriting(String sql, boolean changes) {

    static Rewriting of(List<Token> tokens, Set<String> columns, Catalog catalog, String defaultSchema) {
        Rewriter rewriter = new Rewriter(tokens, columns, catalog, defaultSchema);
        return new Rewriting(rewriter.run(), rewriter.changes);
    }

    /** Columns of ours whose plain names mean something else to H2. */
    private static final Set<String> H2_WORDS = Set.of("user", "value", "key", "table", "default", "comment");

    private static final class Rewriter {
        private final List<Token> tokens;
        private final Set<String> names;
        private final Catalog catalog;
        private final String defaultSchema;
        private final StringBuilder out = new StringBuilder();
        private boolean changes;

        Rewriter(List<Token> tokens, Set<String> columns, Catalog catalog, String defaultSchema) {
            this.tokens = tokens;
            this.names = new HashSet<>(columns);
            this.catalog = catalog;
            this.defaultSchema = defaultSchema;
            for (int i = 0; i < tokens.size(); i++) { // aliases are names too
                int next = tokens.get(i).is("AS") ? Dialect.nextWord(tokens, i + 1) : -1;
                if (next >= 0) {
                    names.add(tokens.get(next).name().toLowerCase(Locale.ROOT));
                }
            }
        }

        String run() {
            for (int i = 0; i < tokens.size(); i++) {
                i = one(i);
            }
            return out.toString();
        }

        /** Writes the token at a position; returns the position of the last token it took. */
        private int one(int i) {
            Token token = tokens.get(i);
            switch (token.kind()) {
                case BLANK -> out.append(' '); // comments say nothing to the database
                case DOUBLE_QUOTED -> doubleQuoted(i, token);
                case STRING -> out.append(isAfter(i, "AS") ? quoted(token.name()) : token.text());
                case BACK_QUOTED -> name(i, token);
                case SYMBOL -> out.append(token.is("==") ? "=" : token.text());
                case NUMBER -> out.append(token.text());
                case WORD -> {
                    return word(i, token);
                }
            }
            return i;
        }

        private void doubleQuoted(int i, Token token) {
            boolean identifier = names.contains(token.name().toLowerCase(Locale.ROOT)) || isAfter(i, "AS")
                    || isAfter(i, ".") || isBefore(i, ".");
            out.append(identifier ? quoted(token.name()) : "'" + token.name().replace("'", "''") + "'");
        }

        private void name(int i, Token token) {
            if (isBefore(i, ".") && catalog.isSchema(token.name())) {
                out.append(schema(token.name()));
            } else {
                out.append(quoted(token.name()));
            }
        }

        private static String quoted(String name) {
            return "\"" + name.replace("\"", "\"\"") + "\"";
        }

        private String schema(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            return lower.equals("main") ? defaultSchema : lower;
        }

        private int word(int i, Token token) {
            int next = Dialect.nextWord(tokens, i + 1);
            if (next >= 0 && tokens.get(next).is(".") && catalog.isSchema(token.text())) {
                out.append(schema(token.text()));
            } else if (isColumnForH2(token, next)) {
                out.append(quoted(token.text()));
            } else if (token.is("LIKE")) {
                return like(i, next);
            } else if (token.is("IS")) {
                return is(i, next);
            } else if (token.is("OR") && next >= 0 && tokens.get(next).is("IGNORE") && isAfter(i, "INSERT")) {
                out.append("IGNORE");
                return next;
            } else if (token.is("datetime") && next >= 0 && tokens.get(next).is("(")) {
                return datetime(i, next);
            } else {
                changes |= i > 0 && (token.is("DELETE") || token.is("UPDATE") || token.is("INSERT"))
                        && !isAfter(i, ".");
                out.append(token.text());
            }
            return i;
        }

        /** {@code user} alone is H2's function: where a table has such a column, that is meant. */
        private boolean isColumnForH2(Token token, int next) {
            String lower = token.text().toLowerCase(Locale.ROOT);
            return H2_WORDS.contains(lower) && names.contains(lower)
                    && (next < 0 || !tokens.get(next).is("(") && !tokens.get(next).is("."));
        }

        /** SQLite compares without case and knows no escape character by itself. */
        private int like(int i, int next) {
            out.append("ILIKE");
            if (next < 0) {
                return i;
            }
            Token pattern = tokens.get(next);
            boolean literal = pattern.kind() == Token.Kind.STRING || pattern.kind() == Token.Kind.DOUBLE_QUOTED;
            int after = Dialect.nextWord(tokens, next + 1);
            if (!literal || after >= 0 && (tokens.get(after).is("ESCAPE") || tokens.get(after).is("||"))) {
                return i;
            }
            out.append(" '").append(pattern.name().replace("'", "''")).append("' ESCAPE ''");
            return next;
        }

        private int is(int i, int next) {
            boolean not = next >= 0 && tokens.get(next).is("NOT");
            int value = not ? Dialect.nextWord(tokens, next + 1) : next;
            Token.Kind kind = value < 0 ? Token.Kind.WORD : tokens.get(value).kind();
            if (kind != Token.Kind.STRING && kind != Token.Kind.NUMBER && kind != Token.Kind.DOUBLE_QUOTED) {
                out.append(tokens.get(i).text());
                return i;
            }
            out.append(not ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM");
            return not ? next : i;
        }

        /** {@code datetime(x, 'unixepoch')}: seconds since 1970 as text. Other forms are left to H2, which refuses them. */
        private int datetime(int i, int open) {
            int depth = 0;
            int comma = -1;
            for (int at = open; at < tokens.size(); at++) {
                Token token = tokens.get(at);
                depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
                if (depth == 1 && token.is(",") && comma < 0) {
                    comma = at;
                }
                if (depth == 0) {
                    int modifier = comma < 0 ? -1 : Dialect.nextWord(tokens, comma + 1);
                    if (modifier > 0 && tokens.get(modifier).name().equalsIgnoreCase("unixepoch")) {
                        out.append("FORMATDATETIME(DATEADD(SECOND, ");
                        out.append(of(tokens.subList(open + 1, comma), names, catalog, defaultSchema).sql());
                        out.append(", TIMESTAMP '1970-01-01 00:00:00'), 'yyyy-MM-dd HH:mm:ss')");
                        return at;
                    }
                    break;
                }
            }
            out.append(tokens.get(i).text());
            return i;
        }

        private boolean isAfter(int i, String word) {
            for (int at = i - 1; at >= 0; at--) {
                if (tokens.get(at).kind() != Token.Kind.BLANK) {
                    return tokens.get(at).is(word);
                }
            }
            return false;
        }

        private boolean isBefore(int i, String word) {
            int next = Dialect.nextWord(tokens, i + 1);
            return next >= 0 && tokens.get(next).is(word);
        }
    }
}
