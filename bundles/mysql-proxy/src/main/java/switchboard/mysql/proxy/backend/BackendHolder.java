package switchboard.mysql.proxy.backend;

/** Who keeps a backend connection between commands because a transaction or session state binds it. */
public interface BackendHolder {
    /** The connection broke or was closed while no command ran on it. On the event loop of both. */
    void lostWhileIdle(BackendConnection connection, String reason);
}
