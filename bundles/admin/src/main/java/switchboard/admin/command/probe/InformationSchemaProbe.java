package switchboard.admin.command.probe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.admin.command.TableColumns;
import switchboard.api.table.AdminDatabase;
import switchboard.mysql.protocol.Collation;
import switchboard.mysql.protocol.Collations;

/**
 * What mysqldump, mycli, Workbench, DBeaver and phpMyAdmin read in information_schema: our tables in MySQL's columns, as
 * far as they ask for plain columns of SCHEMATA, TABLES or COLUMNS. Other tables of it are empty; what computes anything is
 * left to the database.
 */
public final class InformationSchemaProbe implements AdminCommand {
    private static final String COLUMN = "(?:\\*|[\\w.`]+(?:(?: AS)? (?:`[^`]+`|\\w+))?)";
    private static final Pattern FORM = Pattern.compile("(?is)SELECT (?:DISTINCT )?(" + COLUMN + "(?:, ?" + COLUMN
            + ")*) FROM `?information_schema`?\\.`?(\\w+)`?(.*)");
    private static final Pattern ITEM = Pattern
            .compile("(?i)(?:`?\\w+`?\\.)?`?(\\w+)`?(?:(?: AS)? (?:`([^`]+)`|(\\w+)))?");
    private static final Pattern TABLE = Pattern.compile("(?i)table_name`? ?(?:=|LIKE) ?'([^']*)'");
    private static final Pattern SCHEMA = Pattern
            .compile("(?i)(?:table_schema|schema_name)`? ?(?:=|LIKE) ?(?:'([^']*)'|(?:DATABASE|SCHEMA) ?\\(\\))");
    /** Joins and subqueries are more than we follow. */
    private static final Pattern COMPLEX = Pattern.compile("(?is).*\\b(?:JOIN|UNION|GROUP BY|EXISTS)\\b.*");

    private final Services services;

    public InformationSchemaProbe(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        AdminDatabase database = services.database();
        if (database == null || !form.matches()) {
            return null;
        }
        List<Map<String, String>> rows = switch (form.group(2).toUpperCase(Locale.ROOT)) {
            case "SCHEMATA" -> schemata(database, form.group(3), caller);
            case "TABLES" -> tables(database, form.group(3), caller);
            case "COLUMNS" -> columns(database, form.group(3), caller);
            case "CHARACTER_SETS" -> charsets();
            case "COLLATIONS" -> collations();
            default -> List.of();
        };
        return COMPLEX.matcher(form.group(3)).matches() && !rows.isEmpty() ? null : table(form.group(1), rows);
    }

    /** The columns that are asked for; what we know nothing of is empty. */
    private static Reply table(String list, List<Map<String, String>> rows) {
        List<String> names = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        if (list.equals("*")) {
            all(rows, names, labels);
        } else {
            for (String item : list.split(",")) {
                if (item.strip().equals("*")) {
                    all(rows, names, labels);
                    continue;
                }
                Matcher matcher = ITEM.matcher(item.strip());
                if (!matcher.matches()) {
                    return null;
                }
                names.add(matcher.group(1).toUpperCase(Locale.ROOT));
                String alias = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
                labels.add(alias != null ? alias : matcher.group(1));
            }
        }
        List<Object[]> values = new ArrayList<>();
        for (Map<String, String> row : rows) {
            values.add(names.stream().map(name -> row.getOrDefault(name, "")).toArray());
        }
        return new Reply.Table(labels, values);
    }

    private static void all(List<Map<String, String>> rows, List<String> names, List<String> labels) {
        Collection<String> all = rows.isEmpty() ? List.of("TABLE_NAME") : rows.get(0).keySet();
        names.addAll(all);
        labels.addAll(all);
    }

    private static List<String> schemas(AdminDatabase database, String where, Caller caller) {
        AdminDatabase.Role role = caller.statistics() ? AdminDatabase.Role.STATS : AdminDatabase.Role.ADMIN;
        List<String> schemas = database.schemas(role);
        Matcher matcher = SCHEMA.matcher(where);
        if (!matcher.find()) {
            return schemas;
        }
        String named = matcher.group(1) == null ? "main" : matcher.group(1).replace("\\", "");
        String real = caller.statistics() && named.equals("main") ? "stats" : named;
        return schemas.contains(real) ? List.of(real) : List.of();
    }

    private static String shown(String schema, Caller caller) {
        return caller.statistics() && schema.equals("stats") ? "main" : schema;
    }

    private static List<Map<String, String>> schemata(AdminDatabase database, String where, Caller caller) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String schema : schemas(database, where, caller)) {
            rows.add(row("CATALOG_NAME", "def", "SCHEMA_NAME", shown(schema, caller), "DEFAULT_CHARACTER_SET_NAME",
                    "utf8", "DEFAULT_COLLATION_NAME", "utf8_bin"));
        }
        return rows;
    }

    private static List<Map<String, String>> tables(AdminDatabase database, String where, Caller caller) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String schema : schemas(database, where, caller)) {
            for (String table : names(database, schema, where)) {
                rows.add(row("TABLE_CATALOG", "def", "TABLE_SCHEMA", shown(schema, caller), "TABLE_NAME", table,
                        "TABLE_TYPE", "BASE TABLE", "ENGINE", "SQLite", "VERSION", "10", "ROW_FORMAT", "Dynamic",
                        "TABLE_ROWS", "1", "TABLE_COLLATION", "utf8_bin", "TABLE_COMMENT", ""));
            }
        }
        return rows;
    }

    private static List<Map<String, String>> columns(AdminDatabase database, String where, Caller caller) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String schema : schemas(database, where, caller)) {
            for (String table : names(database, schema, where)) {
                database.table(schema, table).ifPresent(definition -> {
                    int position = 0;
                    for (TableColumns.Column column : TableColumns.of(definition.createSql()).columns()) {
                        rows.add(row("TABLE_CATALOG", "def", "TABLE_SCHEMA", shown(schema, caller), "TABLE_NAME",
                                table, "COLUMN_NAME", column.name(), "ORDINAL_POSITION", String.valueOf(++position),
                                "IS_NULLABLE", column.nullable() ? "YES" : "NO", "DATA_TYPE", "varchar",
                                "COLUMN_TYPE", "varchar(255)", "COLUMN_KEY", column.primary() ? "PRI" : "", "EXTRA",
                                ""));
                    }
                });
            }
        }
        return rows;
    }

    private static List<Map<String, String>> charsets() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Collation collation : Collations.all()) {
            if (collation.charsetDefault()) {
                rows.add(row("CHARACTER_SET_NAME", collation.charset(), "DEFAULT_COLLATE_NAME", collation.name(),
                        "DESCRIPTION", "", "MAXLEN", "4"));
            }
        }
        return rows;
    }

    private static List<Map<String, String>> collations() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Collation collation : Collations.all()) {
            rows.add(row("COLLATION_NAME", collation.name(), "CHARACTER_SET_NAME", collation.charset(), "ID",
                    String.valueOf(collation.id()), "IS_DEFAULT", collation.charsetDefault() ? "Yes" : "",
                    "IS_COMPILED", "Yes", "SORTLEN", "1"));
        }
        return rows;
    }

    private static List<String> names(AdminDatabase database, String schema, String where) {
        Matcher matcher = TABLE.matcher(where);
        if (!matcher.find()) {
            return database.tables(schema);
        }
        String name = matcher.group(1).replace("\\", "");
        return database.tables(schema).contains(name) ? List.of(name) : List.of();
    }

    private static Map<String, String> row(String... pairs) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(pairs[i], pairs[i + 1]);
        }
        return row;
    }
}
