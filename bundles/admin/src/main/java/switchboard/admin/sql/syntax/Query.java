package switchboard.admin.sql.syntax;

import java.util.List;

/**
 * A SELECT or VALUES, several joined by UNION and the like (SQLite manual, lang_select).
 *
 * @param with queries that it can name
 * @param operators between the cores, one less than those
 * @param limit null for none, as {@code offset}
 */
public record Query(List<Named> with, List<Core> cores, List<String> operators, List<Order> order, Expr limit,
        Expr offset) {

    /** A query of a WITH clause; columns are empty if not named. */
    public record Named(String name, List<String> columns, Query query) {
    }

    /** One of the parts that UNION joins. */
    public sealed interface Core {
    }

    /** SELECT; {@code where} and {@code having} may be null. */
    public record Select(boolean distinct, List<Item> items, List<From> from, Expr where, List<Expr> group,
            Expr having) implements Core {
    }

    /** VALUES, at least one row. */
    public record Values(List<List<Expr>> rows) implements Core {
    }

    /** One entry of a SELECT list. */
    public sealed interface Item {
    }

    /** An expression: {@code alias} may be null, {@code text} is how it was typed. */
    public record Value(Expr value, String alias, String text) implements Item {
    }

    /** All columns, or those of the table that is named. */
    public record Star(String table) implements Item {
    }

    /** A table of the FROM clause and how it is joined to those before it; {@code on} may be null. */
    public record From(String join, boolean natural, Table table, Expr on, List<String> using) {
    }

    /** What is read from. */
    public sealed interface Table {
        /** Null if there is none. */
        String alias();
    }

    /** A table by name; {@code schema} may be null. */
    public record NamedTable(String schema, String name, String alias) implements Table {
    }

    /** A query in parentheses. */
    public record Derived(Query query, String alias) implements Table {
    }

    /** A term of ORDER BY; {@code nullsFirst} is null if not said. */
    public record Order(Expr value, boolean descending, Boolean nullsFirst) {
    }
}
