package switchboard.api.server;

import java.util.Objects;

/**
 * A change of a server's state or hostgroup.
 *
 * @param number ascending, from 1 in a process
 * @param atMicros wall clock, microseconds since 1970
 * @param from null for a server that was not in the hostgroup
 * @param to null for one that was taken out of it
 * @param module who did it: {@code monitor}, {@code galera}, {@code mysql-servers}
 * @param reason in words
 */
public record ServerEvent(long number, long atMicros, ServerKey key, ServerStatus from, ServerStatus to, String module,
        String reason) {
    public ServerEvent {
        Objects.requireNonNull(key);
        Objects.requireNonNull(module);
        Objects.requireNonNull(reason);
    }
}
