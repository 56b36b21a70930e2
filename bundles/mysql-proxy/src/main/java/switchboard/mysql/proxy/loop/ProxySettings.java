package switchboard.mysql.proxy.loop;

import java.time.Duration;
import switchboard.api.user.FrontendAccount;
import switchboard.api.variables.VariableValues;
import switchboard.mysql.proxy.backend.TcpKeepalive;

/** The variables that rule client sessions; names are those of ProxySQL without {@code mysql-}. */
public record ProxySettings(String serverVersion, int maxConnections, int maxAllowedPacket, String defaultSchema,
        String defaultAuthPlugin, int defaultCollation, Duration connectTimeoutClient, Duration waitTimeout,
        Duration defaultQueryTimeout, Duration maxTransactionTime, Duration maxTransactionIdleTime,
        long longQueryMillis, boolean multiplexing, boolean lockOnUnknownSet, boolean handleWarnings,
        boolean localInfile, int queryRetries, boolean clientDeprecateEof, boolean clientCompression,
        Duration autoIncrementDelay,
        Duration connectionDelay, StatisticsSettings statistics, SessionSettings session) {

    /** As they are now. */
    public static ProxySettings of(VariableValues now, int defaultCollation) {
        return new ProxySettings(now.text("mysql-server_version"), (int) now.number("mysql-max_connections"),
                (int) now.number("mysql-max_allowed_packet"), now.text("mysql-default_schema"),
                now.text("mysql-default_authentication_plugin"), defaultCollation,
                millis(now, "mysql-connect_timeout_client"), millis(now, "mysql-wait_timeout"),
                millis(now, "mysql-default_query_timeout"), millis(now, "mysql-max_transaction_time"),
                millis(now, "mysql-max_transaction_idle_time"), now.number("mysql-long_query_time"),
                now.flag("mysql-multiplexing"), now.number("mysql-set_query_lock_on_hostgroup") == 1,
                now.number("mysql-handle_warnings") == 1, now.flag("mysql-enable_load_data_local_infile"),
                (int) now.number("mysql-query_retries_on_failure"), now.flag("mysql-enable_client_deprecate_eof"),
                now.flag("mysql-have_compress"),
                millis(now, "mysql-auto_increment_delay_multiplex_timeout_ms"),
                millis(now, "mysql-connection_delay_multiplex_ms"), StatisticsSettings.of(now),
                SessionSettings.of(now));
    }

    /** The schema in which a session begins: the one that the client asks for, its account's, or the default. */
    public String firstSchema(String asked, FrontendAccount account) {
        if (asked != null && !asked.isEmpty()) {
            return asked;
        }
        String own = account.defaultSchema();
        return own != null && !own.isEmpty() ? own : defaultSchema;
    }

    /** Of the sockets on both sides. */
    public static TcpKeepalive keepalive(VariableValues now) {
        return new TcpKeepalive(now.flag("mysql-use_tcp_keepalive"), (int) now.number("mysql-tcp_keepalive_time"));
    }

    private static Duration millis(VariableValues now, String name) {
        return Duration.ofMillis(now.number(name));
    }
}
