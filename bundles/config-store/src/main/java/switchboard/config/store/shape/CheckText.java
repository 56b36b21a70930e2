package switchboard.config.store.shape;

import java.util.List;

/** Writes the expression of a CHECK for H2. */
final class CheckText {
    private CheckText() {
    }

    /** The same expression: columns quoted, {@code JSON_VALID(x)} as {@code (x IS JSON)}, {@code ==} as {@code =}. */
    static String of(List<Token> expression, List<String> columns) {
        StringBuilder text = new StringBuilder();
        boolean json = false;
        for (Token token : expression) {
            if (token.is("JSON_VALID")) {
                json = true;
            } else if (json && token.is(")")) { // its argument is a column: no parenthesis in between
                text.append("IS JSON) ");
                json = false;
            } else {
                text.append(h2(token, columns)).append(' ');
            }
        }
        return text.toString().strip();
    }

    private static String h2(Token token, List<String> columns) {
        if (token.is("==")) {
            return "=";
        }
        boolean column = token.isName() && columns.stream().anyMatch(token.text()::equalsIgnoreCase);
        return column || token.kind() == Token.Kind.QUOTED ? H2Ddl.quote(token.text()) : token.text();
    }
}
