package switchboard.admin.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The labels of a query's columns as SQLite gives them: an expression without alias is called by its own text. */
final class Labels {
    private static final Set<String> AFTER_LIST = Set.of("FROM", "WHERE", "GROUP", "ORDER", "LIMIT", "UNION", "HAVING");

    private Labels() {
    }

    /** One for each column, null for H2's own; empty where a {@code *} makes their number unknown. */
    static List<String> of(List<Token> tokens, int select) {
        if (!tokens.get(select).is("SELECT")) {
            return List.of();
        }
        List<String> labels = new ArrayList<>();
        int depth = 0;
        int begin = select + 1;
        for (int i = select + 1; i <= tokens.size(); i++) {
            Token token = i < tokens.size() ? tokens.get(i) : null;
            boolean end = token == null || depth == 0 && token.kind() == Token.Kind.WORD
                    && AFTER_LIST.contains(token.text().toUpperCase(java.util.Locale.ROOT));
            if (end || depth == 0 && token.is(",")) {
                List<Token> item = tokens.subList(begin, i);
                if (isStar(item)) {
                    return List.of();
                }
                labels.add(label(item));
                begin = i + 1;
                if (end) {
                    break;
                }
            }
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
        return labels;
    }

    private static boolean isStar(List<Token> item) {
        List<Token> words = words(item);
        return !words.isEmpty() && words.get(words.size() - 1).is("*")
                && (words.size() == 1 || words.get(words.size() - 2).is("."));
    }

    private static String label(List<Token> item) {
        List<Token> words = words(item);
        if (words.size() == 1 && words.get(0).kind() == Token.Kind.WORD) {
            return null; // a column: as it is called in its table
        }
        int size = words.size();
        boolean alias = size > 1 && isName(words.get(size - 1)) && (words.get(size - 2).is("AS")
                || isName(words.get(size - 2)) || words.get(size - 2).is(")"))
                && !words.get(size - 1).is("END");
        if (alias) {
            return words.get(size - 1).name();
        }
        boolean column = size == 3 && words.get(1).is(".");
        if (column) {
            return words.get(2).name();
        }
        return size == 1 && words.get(0).kind() == Token.Kind.BACK_QUOTED
                ? words.get(0).name()
                : Dialect.text(item).strip();
    }

    private static boolean isName(Token token) {
        return switch (token.kind()) {
            case WORD, BACK_QUOTED, DOUBLE_QUOTED, STRING -> true;
            case BLANK, NUMBER, SYMBOL -> false;
        };
    }

    private static List<Token> words(List<Token> item) {
        return item.stream().filter(token -> token.kind() != Token.Kind.BLANK).toList();
    }
}
