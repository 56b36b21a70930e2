package switchboard.admin.sql.syntax;

import java.util.Locale;
import java.util.Set;

/** Words that can't be names unless they are quoted (SQLite 3, grammar: keywords without fallback to an identifier). */
final class Keywords {
    private static final Set<String> RESERVED = Set.of("ADD", "ALL", "ALTER", "AND", "AS", "AUTOINCREMENT", "BETWEEN",
            "CASE", "CHECK", "COLLATE", "COMMIT", "CONSTRAINT", "CREATE", "DEFAULT", "DEFERRABLE", "DELETE", "DISTINCT",
            "DROP", "ELSE", "ESCAPE", "EXISTS", "FOREIGN", "FROM", "GROUP", "HAVING", "IN", "INDEX", "INSERT", "INTO",
            "IS", "ISNULL", "JOIN", "LIMIT", "NOT", "NOTNULL", "NOTHING", "NULL", "ON", "OR", "ORDER", "PRIMARY",
            "REFERENCES", "RETURNING", "SELECT", "SET", "TABLE", "THEN", "TO", "TRANSACTION", "UNIQUE", "UPDATE",
            "USING", "VALUES", "WHEN", "WHERE", "UNION", "INTERSECT", "EXCEPT");
    /** Names elsewhere, but never an alias without AS. */
    private static final Set<String> NO_BARE_ALIAS = Set.of("CROSS", "INNER", "LEFT", "NATURAL", "OUTER", "RIGHT",
            "FULL", "LIKE", "GLOB", "REGEXP", "MATCH", "INDEXED", "OFFSET", "END");

    private Keywords() {
    }

    static boolean isReserved(String word) {
        return RESERVED.contains(word.toUpperCase(Locale.ROOT));
    }

    /** Whether a word after an expression or a table names it, without AS. */
    static boolean isBareAlias(Token token) {
        return token.isName()
                && !(token.kind() == Token.Kind.WORD && NO_BARE_ALIAS.contains(token.text().toUpperCase(Locale.ROOT)));
    }
}
