package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import switchboard.admin.sql.syntax.Expr;
import switchboard.admin.sql.syntax.SqliteException;

/** The names that an expression can use: its query's tables, its list's aliases, and those of the queries around. */
final class Scope {
    /** A column and where it was found. */
    record Found(Source.Column column, Scope scope) {
    }

    private final Scope outer;
    private final List<Source> sources = new ArrayList<>();
    private final Map<String, Expr> aliases = new HashMap<>();

    Scope(Scope outer) {
        this.outer = outer;
    }

    void add(Source source) {
        sources.add(source);
    }

    List<Source> sources() {
        return sources;
    }

    void alias(String name, Expr value) {
        aliases.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
    }

    /** What an alias of this query's list stands for, or null. */
    Expr aliased(Expr.Name name) {
        return name.table() == null ? aliases.get(name.column().toLowerCase(Locale.ROOT)) : null;
    }

    /** The column of a name, or null. */
    Found find(Expr.Name name) throws SqliteException {
        Source.Column found = null;
        for (Source source : sources) {
            if (name.table() != null && !source.isCalled(name.schema(), name.table())) {
                continue;
            }
            Source.Column column = source.column(name.column(), name.table() != null);
            if (column != null && found != null) {
                throw new SqliteException("ambiguous column name: " + typed(name));
            }
            found = column == null ? found : column;
        }
        if (found != null) {
            return new Found(found, this);
        }
        return outer == null ? null : outer.find(name);
    }

    /** The name as it was typed. */
    static String typed(Expr.Name name) {
        String schema = name.schema() == null ? "" : name.schema() + '.';
        return schema + (name.table() == null ? "" : name.table() + '.') + name.column();
    }
}
