package switchboard.config.store.shape;

import java.util.Locale;

/**
 * A column of a table.
 *
 * @param defaultSql the default as written, without parentheses around it; null if there is none
 * @param counter whether a row without a value gets the next number
 */
public record Column(String name, Affinity affinity, boolean notNull, String defaultSql, boolean counter) {
    /** How SQLite stores a declared type (SQLite manual, datatype3, 3.1), and what holds it in H2. */
    public enum Affinity {
        INTEGER("BIGINT"), TEXT("VARCHAR"), REAL("DOUBLE PRECISION");

        private final String h2Type;

        Affinity(String h2Type) {
            this.h2Type = h2Type;
        }

        /** BIGINT for every integer: SQLite's INT holds 64 bits, and H2 reads INT UNSIGNED as 32 bits with sign. */
        String h2Type() {
            return h2Type;
        }

        static Affinity of(String declared) {
            String upper = declared.toUpperCase(Locale.ROOT);
            if (upper.contains("INT")) {
                return INTEGER;
            }
            boolean real = upper.contains("REAL") || upper.contains("FLOA") || upper.contains("DOUB");
            return real ? REAL : TEXT;
        }
    }

    /** The value that a row gets which doesn't name this column; null for NULL. */
    public String defaultValue() {
        if (defaultSql == null || defaultSql.equalsIgnoreCase("NULL")) {
            return null;
        }
        if (defaultSql.startsWith("'")) {
            return defaultSql.substring(1, defaultSql.length() - 1).replace("''", "'");
        }
        return defaultSql;
    }
}
