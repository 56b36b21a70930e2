package switchboard.mysql.protocol.server;

/** Why a login came to nothing: the label of the close in logs and metrics. */
public enum LoginRefusal {
    /** Also an unknown user. */
    WRONG_PASSWORD,
    /** The account wants TLS. */
    TLS_REQUIRED,
    /** The client sent what is no login. */
    MALFORMED_PACKET,
    /** The client announced more than a login may have. */
    PACKET_TOO_LARGE,
    /** TLS was begun and failed. */
    TLS_FAILED,
    /** The client took too long. */
    TIMEOUT,
    /** The client went away. */
    CLIENT_CLOSED,
    /** A bug, or a failure of the machine. */
    PROXY_ERROR
}
