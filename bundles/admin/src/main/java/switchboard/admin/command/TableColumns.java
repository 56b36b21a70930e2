package switchboard.admin.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The columns and unique keys of a CREATE TABLE in ProxySQL's spelling, as SHOW FIELDS and SHOW KEYS want them. */
public record TableColumns(List<Column> columns, List<Key> keys) {
    private static final Pattern KEY = Pattern.compile("(?is)(PRIMARY KEY|UNIQUE)\\s*\\(([^)]*)\\).*");
    private static final String PRIMARY = "PRIMARY";
    private static final Set<String> NO_COLUMN = Set.of("CHECK", "CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN");

    /**
     * @param type as MySQL calls it: {@code int}, {@code bigint} or {@code varchar}
     * @param primary whether it is part of the primary key
     */
    public record Column(String name, String type, boolean nullable, boolean primary) {
    }

    /** A unique key; as in MySQL it is called PRIMARY or like its first column. */
    public record Key(String name, List<String> columns) {
    }

    /** Reads the statement. */
    public static TableColumns of(String createSql) {
        int open = createSql.indexOf('(');
        List<String> items = items(createSql.substring(open + 1, createSql.lastIndexOf(')')));
        List<Key> keys = new ArrayList<>();
        for (String item : items) {
            Matcher matcher = KEY.matcher(item);
            if (matcher.matches()) {
                List<String> names = Stream.of(matcher.group(2).split(",")).map(name -> unquoted(name.strip()))
                        .toList();
                keys.add(key(matcher.group(1), names));
            }
        }
        List<Column> columns = new ArrayList<>();
        for (String item : items) {
            String[] words = item.split("\\s+", 3);
            if (!NO_COLUMN.contains(words[0].toUpperCase(Locale.ROOT).replaceAll("\\(.*", ""))) {
                String name = unquoted(words[0]);
                String upper = item.toUpperCase(Locale.ROOT);
                for (String kind : List.of("PRIMARY KEY", "UNIQUE")) {
                    if (upper.contains(kind)) {
                        keys.add(key(kind, List.of(name)));
                    }
                }
                columns.add(new Column(name, words.length > 1 ? type(words[1]) : "varchar",
                        !upper.contains("NOT NULL"), keys.stream().anyMatch(key -> key.name().equals(PRIMARY)
                                && key.columns().contains(name))));
            }
        }
        keys.sort(Comparator.comparing((Key key) -> !key.name().equals(PRIMARY)));
        return new TableColumns(List.copyOf(columns), List.copyOf(keys));
    }

    private static Key key(String kind, List<String> columns) {
        return new Key(kind.toUpperCase(Locale.ROOT).startsWith(PRIMARY) ? PRIMARY : columns.getFirst(), columns);
    }

    private static String type(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return upper.startsWith("BIGINT") ? "bigint" : upper.startsWith("INT") ? "int" : "varchar";
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
