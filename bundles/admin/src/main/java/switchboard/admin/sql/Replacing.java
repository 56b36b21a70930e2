package switchboard.admin.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** {@code REPLACE INTO t (a, b) VALUES ... | SELECT ...}, also as {@code INSERT OR REPLACE}: its parts. */
final class Replacing {
    private Replacing() {
    }

    static Translation translation(List<Token> tokens, int first, Set<String> tables,
            BiFunction<List<Token>, Set<String>, Rewriting> rewrite) {
        int into = find(tokens, first, "INTO");
        int table = into < 0 ? -1 : Dialect.nextWord(tokens, into + 1);
        if (table < 0) {
            return new Translation(Translation.Kind.REFUSED, tokens.get(first).text(), tables, List.of(), null,
                    List.of());
        }
        int at = Dialect.nextWord(tokens, table + 1);
        if (at >= 0 && tokens.get(at).is(".")) {
            at = Dialect.nextWord(tokens, Dialect.nextWord(tokens, at + 1) + 1);
        }
        List<String> columns = new ArrayList<>();
        if (at >= 0 && tokens.get(at).is("(")) {
            int close = find(tokens, at, ")");
            for (int i = at + 1; i < close; i++) {
                Token token = tokens.get(i);
                if (token.kind() != Token.Kind.BLANK && !token.is(",")) {
                    columns.add(token.name());
                }
            }
            at = Dialect.nextWord(tokens, close + 1);
        }
        if (at < 0) {
            return new Translation(Translation.Kind.REFUSED, tokens.get(first).text(), tables, List.of(), null,
                    List.of());
        }
        String target = tables.iterator().next();
        return new Translation(Translation.Kind.REPLACE,
                rewrite.apply(tokens.subList(at, tokens.size()), tables).sql(), tables, List.of(), target, columns);
    }

    private static int find(List<Token> tokens, int from, String word) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).is(word)) {
                return i;
            }
        }
        return -1;
    }
}
