package switchboard.config.store.shape;

import java.util.ArrayList;
import java.util.List;
import switchboard.api.table.TableDefinition;

/**
 * What a CREATE TABLE statement says.
 *
 * @param primaryKey column names, empty if there is none
 * @param uniques column names of each UNIQUE
 * @param checks H2's text of each CHECK in the order of the statement
 */
public record TableShape(String name, List<Column> columns, List<String> primaryKey, List<List<String>> uniques,
        List<String> checks) {
    public TableShape {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniques = List.copyOf(uniques);
        checks = List.copyOf(checks);
    }

    /** Reads a definition. Throws {@link IllegalArgumentException} naming what it doesn't understand. */
    public static TableShape of(TableDefinition definition) {
        return new ShapeParser(definition.createSql()).parse();
    }

    /** The definition of the table's copy under another name: {@code runtime_mysql_users}. */
    public static TableDefinition renamed(TableDefinition definition, String name) {
        String sql = definition.createSql();
        Token old = ShapeParser.nameToken(Token.of(sql));
        return new TableDefinition(name, sql.substring(0, old.start()) + name + sql.substring(old.end()));
    }

    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** The column's position, or -1; names in any case. */
    public int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(column)) {
                return i;
            }
        }
        return -1;
    }

    /** Positions of the columns that tell rows apart: the primary key, or all columns where there is none. */
    public int[] key() {
        List<String> names = primaryKey.isEmpty() ? columnNames() : primaryKey;
        return positions(names);
    }

    /** Positions of the columns of each key, the primary key first. */
    public List<int[]> keys() {
        List<int[]> keys = new ArrayList<>();
        keys.add(key());
        uniques.forEach(unique -> keys.add(positions(unique)));
        return keys;
    }

    private int[] positions(List<String> names) {
        return names.stream().mapToInt(this::indexOf).toArray();
    }
}
