package switchboard.mysql.proxy.backend;

import switchboard.mysql.protocol.Capability;

/**
 * An account whose password has expired. Its server refuses a login with error 1862, or lets a client in that can change the
 * password, and answers everything else with error 1820 (MySQL reference, "Server Handling of Expired Passwords").
 */
final class ExpiredPassword {
    private static final int MUST_CHANGE_TO_LOG_IN = 1862;
    private static final int MUST_CHANGE = 1820;

    private ExpiredPassword() {
    }

    /** Whether another login may succeed, one of somebody who can change the password. */
    static boolean mayBeChanged(Wanted wanted, int errorCode) {
        return errorCode == MUST_CHANGE_TO_LOG_IN && wanted.changesPassword()
                && !isChangedOn(wanted.key().capabilities());
    }

    /** What a connection of one client alone has: on it the password can be changed. */
    static PoolKey changedOn(PoolKey key) {
        return new PoolKey(key.user(), key.capabilities() | Capability.CLIENT_CAN_HANDLE_EXPIRED_PASSWORDS,
                key.relayed());
    }

    static boolean isChangedOn(long capabilities) {
        return Capability.has(capabilities, Capability.CLIENT_CAN_HANDLE_EXPIRED_PASSWORDS);
    }

    /** Whether a server takes nothing but a new password. */
    static boolean isTold(int errorCode) {
        return errorCode == MUST_CHANGE;
    }
}
