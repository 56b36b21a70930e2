package switchboard.mysql.protocol.server;

/** Where logins find their accounts: from memory, on the event loop of the connection. */
@FunctionalInterface
public interface Accounts {
    /** The account, or null: then the client learns no more than with a wrong password. */
    Account find(String username, LoginAttempt attempt);
}
