package switchboard.api.check;

import java.util.Objects;

/**
 * A server and what it is asked.
 *
 * @param hostname a name, an IPv4 or IPv6 address, or with port 0 the path of a Unix socket
 * @param tls whether the connection must be encrypted: true as soon as one row of host and port has use_ssl=1
 */
public record CheckTarget(String hostname, int port, boolean tls, CheckQuestion question) {
    public CheckTarget {
        Objects.requireNonNull(hostname);
        Objects.requireNonNull(question);
    }
}
