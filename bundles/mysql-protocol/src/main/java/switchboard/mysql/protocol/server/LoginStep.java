package switchboard.mysql.protocol.server;

import java.util.Arrays;

/** What follows from a packet of a client that logs in. The packets have headers and may be sent as they are. */
public sealed interface LoginStep {
    /** Send this, and feed the answer to the conversation. */
    record Ask(byte[] packet) implements LoginStep {
    }

    /**
     * The password is proven.
     *
     * @param notice to send before the OK, may be empty
     */
    record Accepted(Login login, byte[] notice) implements LoginStep {
        @Override
        public String toString() {
            return "Accepted[" + login + "]";
        }
    }

    /**
     * The password is not proven.
     *
     * @param packet the ERR to send before the channel is closed
     * @param username as the client sent it
     */
    record Refused(LoginRefusal why, byte[] packet, String username) implements LoginStep {
        @Override
        public String toString() {
            return "Refused[" + why + ", " + username + ", " + Arrays.toString(packet) + "]";
        }
    }
}
