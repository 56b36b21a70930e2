package switchboard.admin.command.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import switchboard.admin.command.TableColumns;
import switchboard.api.table.AdminDatabase;
import switchboard.mysql.protocol.Collation;
import switchboard.mysql.protocol.Collations;

/**
 * Our tables as rows of information_schema, and as JDBC's metadata where drivers compute that of it (Java SE,
 * DatabaseMetaData): values by the name of their column. A column of both that differs stands as JDBC's below a name with a
 * leading {@code :}.
 *
 * @param shownAs what a caller calls a schema
 */
record MetadataRows(AdminDatabase database, List<String> schemas, UnaryOperator<String> shownAs,
        WhereClause where) {
    /** java.sql.Types */
    private static final Map<String, String> TYPES = Map.of("int", "4", "bigint", "-5", "varchar", "12");
    private static final Map<String, String> SIZES = Map.of("int", "10", "bigint", "19", "varchar", "255");

    List<Map<String, String>> of(String table) {
        return switch (table) {
            case "SCHEMATA" -> schemata();
            case "TABLES" -> tables();
            case "COLUMNS" -> columns();
            case "STATISTICS" -> keys("SEQ_IN_INDEX", "INDEX_NAME");
            case "KEY_COLUMN_USAGE" ->
                where.wantsReferences() ? List.of() : keys("ORDINAL_POSITION", "CONSTRAINT_NAME");
            case "CHARACTER_SETS" -> charsets();
            case "COLLATIONS" -> collations();
            default -> List.of();
        };
    }

    private boolean wants(String schema) {
        return where.isSchema(shownAs.apply(schema)) || where.isSchema(schema);
    }

    private List<Map<String, String>> schemata() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String schema : schemas) {
            if (wants(schema)) {
                rows.add(row("CATALOG_NAME", "def", "SCHEMA_NAME", shownAs.apply(schema),
                        "DEFAULT_CHARACTER_SET_NAME", "utf8", "DEFAULT_COLLATION_NAME", "utf8_bin"));
            }
        }
        return rows;
    }

    private interface Each {
        void table(String schema, String table);
    }

    private void each(Each each) {
        for (String schema : schemas) {
            if (wants(schema)) {
                database.tables(schema).stream().filter(where::isTable).forEach(table -> each.table(schema, table));
            }
        }
    }

    private List<Map<String, String>> tables() {
        List<Map<String, String>> rows = new ArrayList<>();
        if (where.wantsBaseTables()) {
            each((schema, table) -> rows.add(row("TABLE_CATALOG", "def", "TABLE_SCHEMA", shownAs.apply(schema),
                    "TABLE_NAME", table, "TABLE_TYPE", "BASE TABLE", "ENGINE", "SQLite", "VERSION", "10",
                    "ROW_FORMAT", "Dynamic", "TABLE_ROWS", "1", "TABLE_COLLATION", "utf8_bin", "TABLE_COMMENT", "",
                    ":TABLE_TYPE", "TABLE")));
        }
        return rows;
    }

    private List<Map<String, String>> columns() {
        List<Map<String, String>> rows = new ArrayList<>();
        each((schema, table) -> database.table(schema, table).ifPresent(definition -> {
            int position = 0;
            for (TableColumns.Column column : TableColumns.of(definition.createSql()).columns()) {
                position++;
                if (where.isColumn(column.name()) && (column.primary() || !where.wantsKeyColumns())) {
                    rows.add(column(shownAs.apply(schema), table, column, position));
                }
            }
        }));
        return rows;
    }

    private static Map<String, String> column(String schema, String table, TableColumns.Column column, int position) {
        String type = column.type();
        boolean text = type.equals("varchar");
        Map<String, String> row = row("TABLE_CATALOG", "def", "TABLE_SCHEMA", schema, "TABLE_NAME", table,
                "COLUMN_NAME", column.name(), "ORDINAL_POSITION", String.valueOf(position), "COLUMN_DEFAULT", null,
                "IS_NULLABLE", column.nullable() ? "YES" : "NO", "DATA_TYPE", type, "CHARACTER_MAXIMUM_LENGTH",
                text ? "255" : null, "CHARACTER_OCTET_LENGTH", text ? "1020" : null, "NUMERIC_PRECISION",
                text ? null : SIZES.get(type), "NUMERIC_SCALE", text ? null : "0", "DATETIME_PRECISION", null,
                "CHARACTER_SET_NAME", text ? "utf8" : null, "COLLATION_NAME", text ? "utf8_bin" : null, "COLUMN_TYPE",
                text ? "varchar(255)" : type, "COLUMN_KEY", column.primary() ? "PRI" : "", "EXTRA", "", "PRIVILEGES",
                "select", "COLUMN_COMMENT", "", "GENERATION_EXPRESSION", "");
        row.putAll(row(":DATA_TYPE", TYPES.get(type), ":TYPE_NAME", text ? "VARCHAR" : type.toUpperCase(Locale.ROOT),
                ":COLUMN_SIZE",
                SIZES.get(type), ":BUFFER_LENGTH", "65535", ":DECIMAL_DIGITS", text ? null : "0", ":NUM_PREC_RADIX",
                "10", ":NULLABLE", column.nullable() ? "1" : "0", ":CHAR_OCTET_LENGTH", text ? "1020" : null,
                ":IS_AUTOINCREMENT", "NO", ":IS_GENERATEDCOLUMN", "NO"));
        return row;
    }

    /** A row for each column of a unique key. */
    private List<Map<String, String>> keys(String position, String name) {
        List<Map<String, String>> rows = new ArrayList<>();
        each((schema, table) -> database.table(schema, table).ifPresent(definition -> {
            for (TableColumns.Key key : TableColumns.of(definition.createSql()).keys()) {
                int place = 0;
                for (String column : key.columns()) {
                    place++;
                    if (key.name().equals("PRIMARY") || !where.wantsPrimaryKey()) {
                        rows.add(row("TABLE_CATALOG", "def", "TABLE_SCHEMA", shownAs.apply(schema), "TABLE_NAME", table,
                                "NON_UNIQUE", "0", "INDEX_SCHEMA", shownAs.apply(schema), name, key.name(), position,
                                String.valueOf(place), "COLUMN_NAME", column, "COLLATION", "A", "CARDINALITY", "0",
                                "SUB_PART", null, "PACKED", null, "NULLABLE", "", "INDEX_TYPE", "BTREE", "COMMENT", "",
                                "INDEX_COMMENT", ""));
                    }
                }
            }
        }));
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

    private static Map<String, String> row(String... pairs) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(pairs[i], pairs[i + 1]);
        }
        return row;
    }
}
