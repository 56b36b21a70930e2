package switchboard.mysql.proxy.backend;

/** What follows a command that the proxy runs for itself on a backend connection. */
public interface InternalCommand {
    /** The server answered; the tracker tells what. */
    void answered(BackendConnection connection);

    /** The connection broke before. */
    void lost(BackendConnection connection, String reason);
}
