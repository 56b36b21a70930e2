package switchboard.api.server;

/** A server's state (ProxySQL manual, mysql_servers.status). */
public enum ServerStatus {
    ONLINE, SHUNNED, OFFLINE_SOFT, OFFLINE_HARD, SHUNNED_REPLICATION_LAG
}
