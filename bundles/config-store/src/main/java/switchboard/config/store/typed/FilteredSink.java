package switchboard.config.store.typed;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import switchboard.api.table.RowFilter;
import switchboard.api.table.VirtualTable.RowSink;
import switchboard.config.store.shape.Column;

/** Passes on the rows that a statement needs: writing a row costs much more than looking at it. */
final class FilteredSink implements RowSink {
    /** A column of whole numbers may hold them as text. */
    private record Wanted(int index, Set<String> values, boolean number) {
        boolean fits(Object value) {
            return switch (value) {
                case null -> false; // NULL equals nothing
                case Boolean flag -> values.contains(flag ? "1" : "0");
                case Long whole -> values.contains(Long.toString(whole));
                case Integer whole -> values.contains(Integer.toString(whole));
                case String text when number -> !SHORTEST.matcher(text).matches() || values.contains(text);
                case String text -> values.contains(text);
                default -> true; // whatever it is, H2 compares it
            };
        }
    }

    private static final Pattern SHORTEST = Pattern.compile("0|-?[1-9]\\d{0,17}");

    private final RowSink next;
    private final List<Wanted> wanted;
    private final int columns;
    private long left;

    FilteredSink(RowSink next, List<Column> columns, RowFilter filter) {
        this.next = next;
        this.columns = columns.size();
        this.left = filter.limit();
        this.wanted = IntStream.range(0, columns.size())
                .filter(i -> filter.values().containsKey(name(columns.get(i))))
                .mapToObj(i -> new Wanted(i, filter.values().get(name(columns.get(i))),
                        columns.get(i).affinity() == Column.Affinity.INTEGER))
                .toList();
    }

    private static String name(Column column) {
        return column.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void row(Object... values) {
        if (left <= 0) {
            return;
        }
        if (values.length == columns) { // else the next one refuses it
            for (Wanted column : wanted) {
                if (!column.fits(values[column.index()])) {
                    return;
                }
            }
        }
        left--;
        next.row(values);
    }
}
