package switchboard.mysql.proxy.backend;

import java.util.Map;

/**
 * Why a backend connection can't serve another session: bits of {@code status_flags} (ProxySQL 2.7 manual,
 * multiplexing). Values are ProxySQL's; those from 65536 on are ours.
 */
public final class HeldBy {
    /** Binds nothing: ProxySQL shows it among the others. */
    public static final int COMPRESSION = 2;
    public static final int USER_VARIABLE = 4;
    public static final int PREPARED_STATEMENT = 8;
    public static final int LOCK_TABLES = 16;
    public static final int TEMPORARY_TABLE = 32;
    public static final int GET_LOCK = 64;
    public static final int NO_MULTIPLEX = 128;
    public static final int SQL_LOG_BIN0 = 256;
    public static final int FOUND_ROWS = 512;
    public static final int NO_MULTIPLEX_HG = 1024;
    public static final int HAS_SAVEPOINT = 2048;
    public static final int HAS_WARNINGS = 4096;
    /** Long data was sent, or a cursor is open: the server knows it by this connection only. */
    public static final int STATEMENT_STATE = 65536;
    /** A SET that we don't understand was run. */
    public static final int UNKNOWN_SET = 131072;

    /** autocommit is off, and mysql-autocommit_false_is_transaction says that this is a transaction. */
    public static final int AUTOCOMMIT_OFF = 262144;

    /** A statement failed while autocommit is off: an ERR doesn't say whether it has begun a transaction. */
    public static final int TRANSACTION_UNKNOWN = 524288;

    /** It is one client's alone: all bytes go through, and it ends with it. */
    public static final int RELAYED = 1048576;

    /** HANDLER ... OPEN: a place in a table that only its connection knows. */
    public static final int OPEN_HANDLER = 2097152;

    /** The password had expired when it was opened: it is one client's alone, to change it. */
    public static final int EXPIRED_PASSWORD = 4194304;

    /** The bits that ProxySQL has, by the names that it gives them. */
    public static final Map<String, Integer> NAMES = Map.ofEntries(Map.entry("compression", COMPRESSION),
            Map.entry("user_variable", USER_VARIABLE), Map.entry("prepared_statement", PREPARED_STATEMENT),
            Map.entry("lock_tables", LOCK_TABLES), Map.entry("temporary_table", TEMPORARY_TABLE),
            Map.entry("get_lock", GET_LOCK), Map.entry("no_multiplex", NO_MULTIPLEX),
            Map.entry("sql_log_bin0", SQL_LOG_BIN0), Map.entry("found_rows", FOUND_ROWS),
            Map.entry("no_multiplex_HG", NO_MULTIPLEX_HG), Map.entry("has_savepoint", HAS_SAVEPOINT),
            Map.entry("has_warnings", HAS_WARNINGS));

    private HeldBy() {
    }
}
