package switchboard.cluster.mesh;

import java.util.Objects;

/**
 * Whom somebody calls the primary.
 *
 * @param name as in proxysql_servers, host and port; empty if nobody is
 * @param designation of two the greater one is the later
 */
public record NamedPrimary(String name, long designation) {
    public static final NamedPrimary NOBODY = new NamedPrimary("", 0);

    public NamedPrimary {
        Objects.requireNonNull(name);
    }
}
