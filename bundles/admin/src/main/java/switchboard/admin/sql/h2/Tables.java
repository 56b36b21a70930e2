package switchboard.admin.sql.h2;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import switchboard.admin.sql.syntax.Query;
import switchboard.admin.sql.syntax.SqliteException;
import switchboard.admin.sql.syntax.TableText;

/** The tables that one statement names, found in the catalog or among the queries of WITH. */
final class Tables {
    /** A table that is there. */
    record Found(String schema, TableText text) {
        String name() {
            return text.name().toLowerCase(Locale.ROOT);
        }

        String qualified() {
            return schema + '.' + name();
        }

        String h2() {
            return Sql.identifier(schema) + '.' + Sql.identifier(name());
        }
    }

    private static final int MAX_TABLES = 500;

    private final Catalog catalog;
    private final Set<String> named = new LinkedHashSet<>();
    private final Deque<Query.Named> with = new ArrayDeque<>();
    private final Set<String> open = new HashSet<>();
    private int aliases;

    Tables(Catalog catalog) {
        this.catalog = catalog;
    }

    Catalog catalog() {
        return catalog;
    }

    /** All tables found so far, {@code schema.table}. */
    Set<String> named() {
        return named;
    }

    /** A name that no other table of the statement has. */
    String nextAlias() throws SqliteException {
        if (++aliases > MAX_TABLES) { // queries of WITH that name each other grow without bound
            throw new SqliteException("too many tables: at most " + MAX_TABLES);
        }
        return "t" + aliases;
    }

    void push(Query.Named query) {
        with.push(query);
    }

    void pop() {
        with.pop();
    }

    /** Begins to write a query of WITH; it can't name itself. */
    void open(Query.Named query) throws SqliteException {
        if (!open.add(query.name())) {
            throw new SqliteException("circular reference: " + query.name());
        }
    }

    void close(Query.Named query) {
        open.remove(query.name());
    }

    /** The query of WITH that a name means, or null. */
    Query.Named with(Query.NamedTable table) {
        if (table.schema() == null) {
            for (Query.Named query : with) {
                if (query.name().equalsIgnoreCase(table.name())) {
                    return query;
                }
            }
        }
        return null;
    }

    Found find(Query.NamedTable table) throws SqliteException {
        String name = table.name().toLowerCase(Locale.ROOT);
        List<String> schemas = table.schema() == null ? catalog.schemas() : List.of(schema(table.schema()));
        for (String schema : schemas) {
            TableText text = catalog.schemas().contains(schema) ? catalog.table(schema, name) : null;
            if (text != null) {
                named.add(schema + '.' + name);
                return new Found(schema, text);
            }
        }
        throw new NoTableException(table);
    }

    private String schema(String typed) {
        String lower = typed.toLowerCase(Locale.ROOT);
        return lower.equals("main") ? catalog.schemas().get(0) : lower;
    }
}
