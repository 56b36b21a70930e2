package switchboard.mysql.protocol;

/**
 * Capability flags of client and server (MySQL protocol reference, "Capabilities Flags"; MariaDB's own from bit 32).
 */
public final class Capability {
    public static final long CLIENT_LONG_PASSWORD = 1;
    public static final long CLIENT_FOUND_ROWS = 1 << 1;
    public static final long CLIENT_LONG_FLAG = 1 << 2;
    public static final long CLIENT_CONNECT_WITH_DB = 1 << 3;
    public static final long CLIENT_NO_SCHEMA = 1 << 4;
    public static final long CLIENT_COMPRESS = 1 << 5;
    public static final long CLIENT_ODBC = 1 << 6;
    public static final long CLIENT_LOCAL_FILES = 1 << 7;
    public static final long CLIENT_IGNORE_SPACE = 1 << 8;
    public static final long CLIENT_PROTOCOL_41 = 1 << 9;
    public static final long CLIENT_INTERACTIVE = 1 << 10;
    public static final long CLIENT_SSL = 1 << 11;
    public static final long CLIENT_IGNORE_SIGPIPE = 1 << 12;
    public static final long CLIENT_TRANSACTIONS = 1 << 13;
    /** "CLIENT_RESERVED" in the reference: once meant protocol 4.1. */
    public static final long CLIENT_RESERVED = 1 << 14;
    /** "CLIENT_RESERVED2" in the reference: the scramble of 20 bytes. */
    public static final long CLIENT_SECURE_CONNECTION = 1 << 15;
    public static final long CLIENT_MULTI_STATEMENTS = 1 << 16;
    public static final long CLIENT_MULTI_RESULTS = 1 << 17;
    public static final long CLIENT_PS_MULTI_RESULTS = 1 << 18;
    public static final long CLIENT_PLUGIN_AUTH = 1 << 19;
    public static final long CLIENT_CONNECT_ATTRS = 1 << 20;
    public static final long CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA = 1 << 21;
    public static final long CLIENT_CAN_HANDLE_EXPIRED_PASSWORDS = 1 << 22;
    public static final long CLIENT_SESSION_TRACK = 1 << 23;
    public static final long CLIENT_DEPRECATE_EOF = 1 << 24;
    /** Changes the shape of result sets; {@code track} does not follow it: never offer or want it. */
    public static final long CLIENT_OPTIONAL_RESULTSET_METADATA = 1 << 25;
    public static final long CLIENT_ZSTD_COMPRESSION_ALGORITHM = 1 << 26;
    /** Changes the shape of COM_QUERY and COM_STMT_EXECUTE. */
    public static final long CLIENT_QUERY_ATTRIBUTES = 1 << 27;
    public static final long MULTI_FACTOR_AUTHENTICATION = 1 << 28;
    public static final long CLIENT_CAPABILITY_EXTENSION = 1 << 29;
    public static final long CLIENT_SSL_VERIFY_SERVER_CERT = 1 << 30;
    public static final long CLIENT_REMEMBER_OPTIONS = 1L << 31;
    public static final long MARIADB_CLIENT_PROGRESS = 1L << 32;
    public static final long MARIADB_CLIENT_COM_MULTI = 1L << 33;
    public static final long MARIADB_CLIENT_STMT_BULK_OPERATIONS = 1L << 34;
    public static final long MARIADB_CLIENT_EXTENDED_METADATA = 1L << 35;
    public static final long MARIADB_CLIENT_CACHE_METADATA = 1L << 36;
    public static final long MARIADB_CLIENT_BULK_UNIT_RESULTS = 1L << 37;

    /** Those of MariaDB's own that answers and commands are followed with. */
    public static final long MARIADB_FOLLOWED = MARIADB_CLIENT_PROGRESS | MARIADB_CLIENT_STMT_BULK_OPERATIONS
            | MARIADB_CLIENT_EXTENDED_METADATA | MARIADB_CLIENT_BULK_UNIT_RESULTS;
    /** Those that clients may have: cached metadata is between them and the proxy alone. */
    public static final long MARIADB_OFFERED = MARIADB_FOLLOWED | MARIADB_CLIENT_CACHE_METADATA;
    /** Those of them that change the shape of answers to every statement. */
    public static final long MARIADB_SHAPING = MARIADB_CLIENT_EXTENDED_METADATA;

    private Capability() {
    }

    /** Whether all bits of {@code flag} are set in {@code capabilities}. */
    public static boolean has(long capabilities, long flag) {
        return (capabilities & flag) == flag;
    }
}
