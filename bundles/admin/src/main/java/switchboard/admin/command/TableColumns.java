package switchboard.admin.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns of a CREATE TABLE in ProxySQL's spelling, as SHOW FIELDS wants them. */
public record TableColumns(List<Column> columns) {
    private static final Pattern KEY = Pattern.compile("(?is)PRIMARY KEY\\s*\\(([^)]*)\\).*");
    private static final Set<String> NO_COLUMN = Set.of("CHECK", "CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN");

    /** @param primary whether it is part of the primary key */
    public record Column(String name, boolean nullable, boolean primary) {
    }

    /** Reads the statement. */
    public static TableColumns of(String createSql) {
        int open = createSql.indexOf('(');
        List<String> items = items(createSql.substring(open + 1, createSql.lastIndexOf(')')));
        List<String> key = new ArrayList<>();
        for (String item : items) {
            Matcher matcher = KEY.matcher(item);
            if (matcher.matches()) {
                for (String name : matcher.group(1).split(",")) {
                    key.add(unquoted(name.strip()));
                }
            }
        }
        List<Column> columns = new ArrayList<>();
        for (String item : items) {
            String name = item.split("\\s+", 2)[0];
            if (!NO_COLUMN.contains(name.toUpperCase(Locale.ROOT).replaceAll("\\(.*", ""))) {
                String upper = item.toUpperCase(Locale.ROOT);
                columns.add(new Column(unquoted(name), !upper.contains("NOT NULL"),
                        upper.contains("PRIMARY KEY") || key.contains(unquoted(name))));
            }
        }
        return new TableColumns(columns);
    }

    /** What stands between the commas that are in no bracket and no quotes. */
    private static List<String> items(String body) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            quoted ^= c == '\'';
            if (!quoted) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (c == ',' && depth == 0) {
                    items.add(body.substring(begin, i).strip());
                    begin = i + 1;
                }
            }
        }
        items.add(body.substring(begin).strip());
        return items;
    }

    private static String unquoted(String name) {
        return name.replaceAll("[`\"']", "");
    }
}
