package switchboard.admin.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import switchboard.admin.sql.syntax.Expr;
import switchboard.admin.sql.syntax.Query;
import switchboard.admin.sql.syntax.Statement;
import switchboard.admin.sql.syntax.TableText;
import switchboard.admin.sql.syntax.TableText.Storage;
import switchboard.api.table.RowFilter;

/**
 * Which rows a query of one table needs: {@code column = constant} and {@code column IN (constants)} that WHERE joins by AND,
 * and a LIMIT where nothing else chooses. Anything else needs all rows.
 */
final class RowFilters {
    private static final String WHOLE = "-?(0|[1-9]\\d{0,17})";

    private final Query.NamedTable named;
    private final TableText table;
    private final List<Query.Item> items;

    private RowFilters(Query.NamedTable named, TableText table, List<Query.Item> items) {
        this.named = named;
        this.table = table;
        this.items = items;
    }

    /** @param table the one that the statement names */
    static RowFilter of(Statement statement, TableText table) {
        if (!(statement instanceof Statement.Read read) || read.query().cores().size() != 1
                || !read.query().with().isEmpty()
                || !(read.query().cores().get(0) instanceof Query.Select select) || select.from().size() != 1
                || !(select.from().get(0).table() instanceof Query.NamedTable named)
                || expressions(read.query(), select).anyMatch(RowFilters::hasQuery)) {
            return RowFilter.NONE;
        }
        return new RowFilters(named, table, select.items()).filter(read.query(), select);
    }

    private static Stream<Expr> expressions(Query query, Query.Select select) {
        Stream<Expr> values = select.items().stream().filter(Query.Value.class::isInstance)
                .map(item -> ((Query.Value) item).value());
        return Stream.of(values, Stream.of(select.where(), select.having(), query.limit(), query.offset())
                .filter(one -> one != null), select.group().stream(), query.order().stream().map(Query.Order::value))
                .flatMap(part -> part);
    }

    /** Of the same table it would need other rows. */
    private static boolean hasQuery(Expr start) {
        Deque<Expr> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            Expr next = open.pop();
            if (next instanceof Expr.Scalar || next instanceof Expr.Exists
                    || next instanceof Expr.In in && in.query() != null) {
                return true;
            }
            next.children().forEach(open::push);
        }
        return false;
    }

    private RowFilter filter(Query query, Query.Select select) {
        if (select.where() == null) {
            return new RowFilter(Map.of(), limit(query, select));
        }
        Map<String, Set<String>> values = new HashMap<>();
        Deque<Expr> open = new ArrayDeque<>(List.of(select.where()));
        while (!open.isEmpty()) {
            Expr next = open.pop();
            if (next instanceof Expr.Binary both && both.operator().equalsIgnoreCase("AND")) {
                open.push(both.left());
                open.push(both.right());
            } else if (next instanceof Expr.Binary equal && Set.of("=", "==").contains(equal.operator())) {
                add(values, equal.left(), List.of(equal.right()));
                add(values, equal.right(), List.of(equal.left()));
            } else if (next instanceof Expr.In in && !in.not()) {
                add(values, in.value(), in.list());
            }
        }
        return new RowFilter(values, Long.MAX_VALUE);
    }

    /** A column and constants of its own kind; whatever would have to be converted is left to the statement. */
    private void add(Map<String, Set<String>> values, Expr left, List<Expr> constants) {
        TableText.Column column = column(left);
        if (column == null || column.storage() == Storage.REAL) {
            return;
        }
        Set<String> wanted = new HashSet<>();
        for (Expr constant : constants) {
            String text = column.storage() == Storage.INTEGER ? whole(constant) : text(constant);
            if (text == null) {
                return;
            }
            wanted.add(text);
        }
        values.merge(column.name().toLowerCase(Locale.ROOT), wanted, (before, now) -> {
            Set<String> both = new HashSet<>(before);
            both.retainAll(now);
            return both;
        });
    }

    private TableText.Column column(Expr typed) {
        String alias = named.alias() == null ? named.name() : named.alias();
        return typed instanceof Expr.Name name && name.schema() == null
                && (name.table() == null || name.table().equalsIgnoreCase(alias)) ? table.column(name.column()) : null;
    }

    private static String whole(Expr constant) {
        String text = switch (constant) {
            case Expr.Number number -> number.text();
            case Expr.Unary minus when minus.operator().equals("-") && minus.operand() instanceof Expr.Number number ->
                "-" + number.text();
            default -> "";
        };
        return text.matches(WHOLE) && !text.equals("-0") ? text : null;
    }

    /** A string; in double quotes too, unless something is called so. */
    private String text(Expr constant) {
        if (constant instanceof Expr.Text text) {
            return text.value();
        }
        return constant instanceof Expr.Name name && name.quoted() && name.table() == null
                && table.column(name.column()) == null
                && items.stream().noneMatch(item -> isCalled(item, name.column()))
                        ? name.column()
                        : null;
    }

    private static boolean isCalled(Query.Item item, String name) {
        return item instanceof Query.Value value && name.equalsIgnoreCase(value.alias());
    }

    private static long limit(Query query, Query.Select select) {
        boolean allRows = select.distinct() || !select.group().isEmpty() || select.having() != null
                || !query.order().isEmpty() || query.limit() == null
                || select.items().stream().anyMatch(item -> !isPlain(item));
        String limit = allRows ? null : whole(query.limit());
        String offset = query.offset() == null ? "0" : whole(query.offset());
        if (limit == null || offset == null || limit.startsWith("-") || offset.startsWith("-")) {
            return Long.MAX_VALUE;
        }
        return Math.addExact(Long.parseLong(limit), Long.parseLong(offset)); // of 18 digits each
    }

    /** An aggregate reads all rows. */
    private static boolean isPlain(Query.Item item) {
        return item instanceof Query.Star || item instanceof Query.Value value && value.value() instanceof Expr.Name;
    }
}
