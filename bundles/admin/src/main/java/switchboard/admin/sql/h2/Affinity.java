package switchboard.admin.sql.h2;

/** What an expression makes of a value that it is compared with (SQLite manual, datatype3, 4.2). */
enum Affinity {
    NONE, NUMERIC, TEXT;

    static Affinity of(Type type) {
        return switch (type) {
            case INTEGER, REAL, NUMERIC -> NUMERIC;
            case TEXT -> TEXT;
            case NULL, BOOLEAN -> NONE;
        };
    }
}
