package switchboard.admin.sql.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** An expression as it was typed (SQLite manual, lang_expr). */
public sealed interface Expr {
    /** Parts of this expression; queries in it are not among them. */
    List<Expr> children();

    /** A number as typed, without sign. */
    record Number(String text) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of();
        }
    }

    /** A string. */
    record Text(String value) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of();
        }
    }

    /** NULL. */
    record Null() implements Expr {
        @Override
        public List<Expr> children() {
            return List.of();
        }
    }

    /**
     * A column.
     *
     * @param schema null if not named
     * @param table null if not named
     * @param quoted in double quotes: a string where there is no such column
     */
    record Name(String schema, String table, String column, boolean quoted) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of();
        }
    }

    /** Minus, plus, {@code ~} or NOT before something. */
    record Unary(String operator, Expr operand) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(operand);
        }
    }

    /** Arithmetic, {@code ||}, or a comparison, IS and IS NOT among them. */
    record Binary(String operator, Expr left, Expr right) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(left, right);
        }
    }

    /** LIKE or GLOB; {@code escape} is null if there is none. */
    record Like(boolean not, String operator, Expr value, Expr pattern, Expr escape) implements Expr {
        @Override
        public List<Expr> children() {
            return Stream.of(value, pattern, escape).filter(Objects::nonNull).toList();
        }
    }

    /** BETWEEN. */
    record Between(boolean not, Expr value, Expr low, Expr high) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(value, low, high);
        }
    }

    /** IN a list, or in the rows of a query; the other is null. */
    record In(boolean not, Expr value, List<Expr> list, Query query) implements Expr {
        @Override
        public List<Expr> children() {
            List<Expr> all = new ArrayList<>(list == null ? List.of() : list);
            all.add(value);
            return all;
        }
    }

    /** EXISTS. */
    record Exists(Query query) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of();
        }
    }

    /** A query whose first value is meant. */
    record Scalar(Query query) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of();
        }
    }

    /** CASE; {@code base} and {@code otherwise} may be null. */
    record Case(Expr base, List<Expr> whens, List<Expr> thens, Expr otherwise) implements Expr {
        @Override
        public List<Expr> children() {
            return Stream.of(Stream.of(base, otherwise).filter(Objects::nonNull), whens.stream(), thens.stream())
                    .flatMap(part -> part).toList();
        }
    }

    /** CAST to a declared type. */
    record Cast(Expr value, String type) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(value);
        }
    }

    /** COLLATE. */
    record Collate(Expr value, String collation) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(value);
        }
    }

    /** A function; {@code filter} is null if there is none. */
    record Call(String name, boolean distinct, boolean star, List<Expr> arguments, Expr filter) implements Expr {
        @Override
        public List<Expr> children() {
            List<Expr> all = new ArrayList<>(arguments);
            if (filter != null) {
                all.add(filter);
            }
            return all;
        }
    }

    /** A row value {@code (a, b)}. */
    record Row(List<Expr> items) implements Expr {
        @Override
        public List<Expr> children() {
            return items;
        }
    }

    /** A call of these arguments. */
    static Call call(String name, Expr... arguments) {
        return new Call(name, false, false, Arrays.asList(arguments), null);
    }
}
