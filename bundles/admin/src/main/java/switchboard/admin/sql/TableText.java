package switchboard.admin.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a CREATE TABLE says, as far as REPLACE and error messages need it.
 *
 * @param defaults column names in their order, each with its default as SQL, or null
 * @param keys the columns of the primary key and of each UNIQUE
 * @param checks the text of each CHECK, in their order
 */
public record TableText(Map<String, String> defaults, List<List<String>> keys, List<String> checks) {

    /** Reads a CREATE TABLE in ProxySQL's spelling. */
    public static TableText of(String createSql) {
        List<Token> tokens = Lexer.tokens(createSql).stream().filter(token -> token.kind() != Token.Kind.BLANK)
                .toList();
        Map<String, String> defaults = new LinkedHashMap<>();
        List<List<String>> keys = new ArrayList<>();
        List<String> checks = new ArrayList<>();
        int at = 0;
        while (at < tokens.size() && !tokens.get(at).is("(")) {
            at++;
        }
        int begin = at + 1;
        int depth = 0;
        for (; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 1 && token.is(",") || depth == 0) {
                item(createSql, tokens.subList(begin, at), defaults, keys, checks);
                begin = at + 1;
                if (depth == 0) {
                    break;
                }
            }
        }
        return new TableText(defaults, List.copyOf(keys), List.copyOf(checks));
    }

    private static void item(String sql, List<Token> item, Map<String, String> defaults, List<List<String>> keys,
            List<String> checks) {
        if (item.isEmpty()) {
            return;
        }
        boolean primary = item.get(0).is("PRIMARY");
        if (primary || item.get(0).is("UNIQUE")) {
            keys.add(names(item));
            return;
        }
        boolean column = !item.get(0).is("CHECK") && !item.get(0).is("CONSTRAINT");
        String name = item.get(0).name().toLowerCase(Locale.ROOT);
        if (column) {
            defaults.put(name, null);
        }
        for (int i = column ? 1 : 0; i < item.size(); i++) {
            if (item.get(i).is("DEFAULT") && i + 1 < item.size()) {
                boolean negative = item.get(i + 1).is("-") && i + 2 < item.size();
                defaults.put(name, negative ? "-" + item.get(i + 2).text() : literal(item.get(i + 1)));
            } else if (item.get(i).is("PRIMARY") || item.get(i).is("UNIQUE")) {
                keys.add(List.of(name));
            } else if (item.get(i).is("CHECK")) {
                i = check(sql, item, i + 1, checks);
            }
        }
    }

    private static int check(String sql, List<Token> item, int open, List<String> checks) {
        int depth = 0;
        for (int i = open; i < item.size(); i++) {
            depth += item.get(i).is("(") ? 1 : item.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                checks.add(sql.substring(item.get(open).start() + 1, item.get(i).start()).strip());
                return i;
            }
        }
        return item.size();
    }

    private static String literal(Token token) {
        return token.kind() == Token.Kind.DOUBLE_QUOTED ? "'" + token.name().replace("'", "''") + "'" : token.text();
    }

    private static List<String> names(List<Token> item) {
        List<String> names = new ArrayList<>();
        boolean inside = false;
        for (Token token : item) {
            if (token.is("(")) {
                inside = true;
            } else if (inside && !token.is(",") && !token.is(")")) {
                names.add(token.name().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
