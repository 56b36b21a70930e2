package switchboard.mysql.proxy.backend;

/**
 * How new connections are opened (ProxySQL 2.7 manual, connection pool).
 *
 * @param warming whether connections are opened until {@code mysql-free_connections_pct} of max_connections are there
 * @param perSecond new ones for each hostgroup at most
 * @param keepalive of their sockets
 * @param deprecateEof whether CLIENT_DEPRECATE_EOF is used with servers that have it
 */
public record Opening(boolean warming, int perSecond, TcpKeepalive keepalive, boolean deprecateEof) {
}
