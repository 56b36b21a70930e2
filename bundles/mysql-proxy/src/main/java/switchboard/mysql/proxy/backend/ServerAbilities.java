package switchboard.mysql.proxy.backend;

import io.netty.channel.Channel;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.client.ServerSession;
import switchboard.mysql.protocol.track.EofUpgrade;

/** What may be asked of a server on one connection, as its login has settled it; computed once. */
public final class ServerAbilities {
    private final long capabilities;
    private final boolean takesTogether;
    private final boolean tellsInTime;

    ServerAbilities(ServerSession login, Channel channel) {
        capabilities = login.capabilities();
        // frames and a rewritten end of rows number the packets of one answer at a time
        takesTogether = Capability.has(login.offered(), Capability.MARIADB_CLIENT_STMT_BULK_OPERATIONS)
                && !isCompressed() && channel.pipeline().get(EofUpgrade.class) == null;
        tellsInTime = reportsChanges()
                && (login.mariaDb() || Capability.has(capabilities, Capability.CLIENT_DEPRECATE_EOF)
                        && channel.pipeline().get(EofUpgrade.class) == null);
    }

    /** Whether it takes a command while it hasn't answered the one before: MariaDB, whose own clients do so. */
    public boolean takesTogether() {
        return takesTogether;
    }

    /** Whether it expects query attributes with statements, be it none. */
    public boolean takesAttributes() {
        return Capability.has(capabilities, Capability.CLIENT_QUERY_ATTRIBUTES);
    }

    /** Whether it runs a statement with many rows of values. */
    public boolean takesBulk() {
        return Capability.has(capabilities, Capability.MARIADB_CLIENT_STMT_BULK_OPERATIONS);
    }

    /** Whether it tells which variables a statement has set. */
    public boolean reportsChanges() {
        return Capability.has(capabilities, Capability.CLIENT_SESSION_TRACK);
    }

    /**
     * Whether it tells with each answer what the statement has set. MySQL without CLIENT_DEPRECATE_EOF has no place for it
     * behind rows, and tells with the next OK, whosever that is.
     */
    public boolean tellsInTime() {
        return tellsInTime;
    }

    boolean isCompressed() {
        return (capabilities & (Capability.CLIENT_COMPRESS | Capability.CLIENT_ZSTD_COMPRESSION_ALGORITHM)) != 0;
    }
}
