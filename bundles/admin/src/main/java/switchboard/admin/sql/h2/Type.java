package switchboard.admin.sql.h2;

import switchboard.admin.sql.syntax.TableText;

/** What H2 makes of an expression. NUMERIC: a number read from text at run time, whole or not. */
enum Type {
    NULL, INTEGER, REAL, NUMERIC, TEXT, BOOLEAN;

    static Type of(TableText.Storage storage) {
        return switch (storage) {
            case INTEGER -> INTEGER;
            case REAL -> REAL;
            case TEXT -> TEXT;
        };
    }

    boolean isNumber() {
        return this == INTEGER || this == REAL || this == NUMERIC;
    }
}
