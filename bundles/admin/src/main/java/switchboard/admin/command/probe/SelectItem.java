package switchboard.admin.command.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.CommandText;

/** An item of a SELECT's list. */
record SelectItem(String expression, String label) {
    private static final Pattern ALIAS = Pattern.compile("(?is)(.*?[\\w`')*])(?: AS)? (?:`([^`]+)`|'([^']+)'|(\\w+))");
    private static final Pattern COLUMN = Pattern.compile("(?:`?\\w+`?\\.)*`?([A-Za-z_]\\w*)`?");
    private static final Pattern CONSTANT = Pattern.compile("(?is)NULL|-?\\d+|'([^']*)'");

    /** Commas within brackets and quotes part nothing. */
    static List<SelectItem> of(String list) {
        List<SelectItem> items = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int begin = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"' || c == '`') {
                quote = c;
            } else if (c == '(' || c == ')') {
                depth += c == '(' ? 1 : -1;
            } else if (c == ',' && depth == 0) {
                items.add(item(list.substring(begin, i).strip()));
                begin = i + 1;
            }
        }
        items.add(item(list.substring(begin).strip()));
        return items;
    }

    private static SelectItem item(String text) {
        Matcher alias = ALIAS.matcher(text);
        if (!alias.matches() || alias.group(1).equalsIgnoreCase("CASE")) {
            Matcher column = COLUMN.matcher(text);
            return new SelectItem(text, column.matches() ? column.group(1) : text);
        }
        String label = alias.group(2) != null
                ? alias.group(2)
                : alias.group(3) != null ? alias.group(3) : alias.group(4);
        return new SelectItem(alias.group(1), CommandText.unquoted(label));
    }

    boolean isAll() {
        return expression.equals("*") || expression.endsWith(".*");
    }

    /** Whether its value needs no computation, or is one that {@link MetadataRows} has for drivers. */
    boolean isKnown(Map<String, String> row) {
        return isAll() || CONSTANT.matcher(expression).matches() || COLUMN.matcher(expression).matches()
                || row.containsKey(computed());
    }

    /** A constant, a column by its name, empty if we know nothing of it, or what JDBC calls by this label. */
    String value(Map<String, String> row) {
        if (CONSTANT.matcher(expression).matches()) {
            return expression.equalsIgnoreCase("NULL") ? null : expression.replace("'", "");
        }
        Matcher column = COLUMN.matcher(expression);
        return column.matches()
                ? row.getOrDefault(column.group(1).toUpperCase(Locale.ROOT), "")
                : row.get(computed());
    }

    private String computed() {
        return ':' + label.toUpperCase(Locale.ROOT);
    }
}
