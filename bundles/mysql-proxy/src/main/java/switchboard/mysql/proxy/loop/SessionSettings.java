package switchboard.mysql.proxy.loop;

import switchboard.api.variables.VariableValues;
import switchboard.mysql.proxy.backend.TcpKeepalive;

/**
 * The variables that say how clients' sessions are treated; names are those of ProxySQL without {@code mysql-}.
 *
 * @param autocommitFalseIsTransaction whether a connection with autocommit=0 counts as in a transaction
 * @param autocommitFalseNotReusable whether such a connection is closed when its session leaves it
 * @param unknownCharset what becomes of a client with an unknown collation: 0 is closed, 1 gets the default and is
 *            logged, 2 gets the default
 * @param throttleBytesPerSecond to one client, 0 for no limit
 * @param logWarnings whether servers are asked for what their warnings say
 * @param cachesWithWarnings whether answers with warnings are kept in the cache
 * @param remembersGtids whether transactions that servers report are remembered
 * @param asksForGtids whether servers are asked to report them although the client hasn't asked
 */
public record SessionSettings(boolean autocommitFalseIsTransaction, boolean autocommitFalseNotReusable,
        int unknownCharset, TcpKeepalive keepalive, int throttleBytesPerSecond, boolean verboseQueryError,
        boolean logUnhealthyConnections, boolean logWarnings, boolean cachesWithWarnings,
        boolean remembersGtids, boolean asksForGtids) {

    /** As they are now. */
    public static SessionSettings of(VariableValues now) {
        return new SessionSettings(now.flag("mysql-autocommit_false_is_transaction"),
                now.flag("mysql-autocommit_false_not_reusable"), (int) now.number("mysql-handle_unknown_charset"),
                ProxySettings.keepalive(now),
                (int) now.number("mysql-throttle_max_bytes_per_second_to_client"),
                now.flag("mysql-verbose_query_error"), now.flag("mysql-log_unhealthy_connections"),
                now.flag("mysql-log_mysql_warnings_enabled"), now.number("mysql-query_cache_handle_warnings") == 1,
                now.flag("mysql-client_session_track_gtid"), now.flag("mysql-client_session_track_gtid")
                        && now.text("mysql-default_session_track_gtids").equals("OWN_GTID"));
    }
}
