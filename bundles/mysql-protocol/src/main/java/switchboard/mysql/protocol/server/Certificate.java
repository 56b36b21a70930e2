package switchboard.mysql.protocol.server;

/** Whether an account is proven by the client's TLS certificate, whatever the password. */
public enum Certificate {
    /** The password counts. */
    NOT_ASKED,
    /** It is the account's. */
    FITS,
    /** It is another one's, or there is none. */
    DIFFERS
}
