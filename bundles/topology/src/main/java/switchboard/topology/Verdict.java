package switchboard.topology;

import java.util.Objects;

/**
 * What a node's answers say that it is.
 *
 * @param reason in the words of ProxySQL's log: {@code wsrep_desync=YES}
 */
public record Verdict(Role role, String reason) {
    /** Where a node belongs. */
    public enum Role {
        WRITER, READER, OFFLINE,
        /** Offline, but what runs there may finish. */
        SOFTLY_OFFLINE
    }

    public static final Verdict WRITER = new Verdict(Role.WRITER, "read_only=NO");
    public static final Verdict READER = new Verdict(Role.READER, "read_only=YES");

    public Verdict {
        Objects.requireNonNull(role);
        Objects.requireNonNull(reason);
    }

    public static Verdict offline(String reason) {
        return new Verdict(Role.OFFLINE, reason);
    }
}
