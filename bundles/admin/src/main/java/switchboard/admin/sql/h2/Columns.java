package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.List;
import switchboard.admin.sql.syntax.SqliteException;
import switchboard.admin.sql.syntax.TableText;

/** Makes the parts of a compound query agree on the number and types of their columns. */
final class Columns {
    private Columns() {
    }

    static List<Core> unified(List<Core> cores, List<String> operators) throws SqliteException {
        int width = cores.get(0).width();
        for (int i = 1; i < cores.size(); i++) {
            if (cores.get(i).width() != width) {
                throw new SqliteException("SELECTs to the left and right of " + operators.get(i - 1)
                        + " do not have the same number of result columns");
            }
        }
        if (cores.size() == 1 && cores.get(0).rows().size() == 1) {
            return cores;
        }
        List<List<Sql>> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            List<Sql> column = new ArrayList<>();
            for (Core core : cores) {
                for (List<Sql> row : core.rows()) {
                    column.add(row.get(i));
                }
            }
            columns.add(Conversion.unified(column));
        }
        List<Core> unified = new ArrayList<>();
        int at = 0;
        for (Core core : cores) {
            List<List<Sql>> rows = new ArrayList<>();
            for (int i = 0; i < core.rows().size(); i++, at++) {
                int row = at;
                rows.add(columns.stream().map(column -> column.get(row)).toList());
            }
            unified.add(core.with(rows));
        }
        return unified;
    }

    /** The columns of all parts together: called as in the first. */
    static List<Output> outputs(List<Core> cores) {
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < cores.get(0).width(); i++) {
            int index = i;
            List<Sql> column = cores.stream().flatMap(core -> core.rows().stream()).map(row -> row.get(index)).toList();
            Sql first = column.get(0);
            Affinity affinity = column.size() == 1 ? first.affinity() : Affinity.NONE;
            outputs.add(new Output(cores.get(0).labels().get(i), Conversion.typeOf(column), affinity, first.noCase()));
        }
        return outputs;
    }

    static SqliteException mismatch(TableText target, List<TableText.Column> columns, int values) {
        return new SqliteException(columns.size() == target.columns().size()
                ? "table " + target.name() + " has " + columns.size() + " columns but " + values
                        + " values were supplied"
                : values + " values for " + columns.size() + " columns");
    }
}
