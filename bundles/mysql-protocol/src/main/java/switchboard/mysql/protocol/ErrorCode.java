package switchboard.mysql.protocol;

/** Error numbers that a proxy sends or acts upon (MySQL Error Message Reference). */
public final class ErrorCode {
    public static final int ER_CON_COUNT_ERROR = 1040;
    public static final int ER_BAD_HOST_ERROR = 1042;
    public static final int ER_HANDSHAKE_ERROR = 1043;
    public static final int ER_DBACCESS_DENIED_ERROR = 1044;
    public static final int ER_ACCESS_DENIED_ERROR = 1045;
    public static final int ER_NO_DB_ERROR = 1046;
    public static final int ER_UNKNOWN_COM_ERROR = 1047;
    public static final int ER_BAD_DB_ERROR = 1049;
    public static final int ER_SERVER_SHUTDOWN = 1053;
    public static final int ER_PARSE_ERROR = 1064;
    public static final int ER_EMPTY_QUERY = 1065;
    public static final int ER_NO_SUCH_THREAD = 1094;
    public static final int ER_KILL_DENIED_ERROR = 1095;
    public static final int ER_UNKNOWN_ERROR = 1105;
    public static final int ER_UNKNOWN_CHARACTER_SET = 1115;
    public static final int ER_HOST_IS_BLOCKED = 1129;
    public static final int ER_HOST_NOT_PRIVILEGED = 1130;
    public static final int ER_NO_SUCH_TABLE = 1146;
    public static final int ER_NOT_ALLOWED_COMMAND = 1148;
    public static final int ER_SYNTAX_ERROR = 1149;
    public static final int ER_NET_PACKET_TOO_LARGE = 1153;
    public static final int ER_NET_PACKETS_OUT_OF_ORDER = 1156;
    public static final int ER_NET_READ_ERROR = 1158;
    public static final int ER_NET_READ_INTERRUPTED = 1159;
    public static final int ER_UNKNOWN_SYSTEM_VARIABLE = 1193;
    public static final int ER_TOO_MANY_USER_CONNECTIONS = 1203;
    public static final int ER_LOCK_WAIT_TIMEOUT = 1205;
    public static final int ER_LOCK_DEADLOCK = 1213;
    public static final int ER_USER_LIMIT_REACHED = 1226;
    public static final int ER_SPECIFIC_ACCESS_DENIED_ERROR = 1227;
    public static final int ER_WRONG_VALUE_FOR_VAR = 1231;
    public static final int ER_UNKNOWN_STMT_HANDLER = 1243;
    public static final int ER_UNKNOWN_COLLATION = 1273;
    public static final int ER_OPTION_PREVENTS_STATEMENT = 1290;
    public static final int ER_QUERY_INTERRUPTED = 1317;
    public static final int ER_MAX_PREPARED_STMT_COUNT_REACHED = 1461;
    public static final int ER_PLUGIN_IS_NOT_LOADED = 1524;
    public static final int ER_NEED_REPREPARE = 1615;
    public static final int ER_MALFORMED_PACKET = 1835;
    public static final int ER_READ_ONLY_MODE = 1836;
    public static final int ER_QUERY_TIMEOUT = 3024;

    /** Numbers of client libraries (Client Error Message Reference): never from a server. */
    public static final int CR_CONNECTION_ERROR = 2002;
    public static final int CR_CONN_HOST_ERROR = 2003;
    public static final int CR_UNKNOWN_HOST = 2005;
    public static final int CR_SERVER_GONE_ERROR = 2006;
    public static final int CR_VERSION_ERROR = 2007;
    public static final int CR_SERVER_HANDSHAKE_ERR = 2012;
    public static final int CR_SERVER_LOST = 2013;
    public static final int CR_NET_PACKET_TOO_LARGE = 2020;
    public static final int CR_SSL_CONNECTION_ERROR = 2026;
    public static final int CR_MALFORMED_PACKET = 2027;
    public static final int CR_AUTH_PLUGIN_CANNOT_LOAD = 2059;
    public static final int CR_AUTH_PLUGIN_ERR = 2061;

    private ErrorCode() {
    }
}
