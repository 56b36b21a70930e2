package switchboard.mysql.proxy.backend;

import switchboard.api.server.Server;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.mysql.protocol.Capability;

/**
 * MariaDB's own capabilities that all servers have: a client is greeted before anybody knows its hostgroup. A server that
 * nobody has logged in to yet has none. Any thread.
 */
public final class ServerExtensions {
    private record Known(ServersSnapshot of, int greetings, long common) {
    }

    private final ServerGates gates;
    private volatile Known known = new Known(null, 0, 0);

    public ServerExtensions(ServerGates gates) {
        this.gates = gates;
    }

    /** Bits of {@link Capability#MARIADB_OFFERED}. */
    public long common(ServersSnapshot now) {
        Known last = known;
        int greetings = gates.greetings();
        if (last.of() != now || last.greetings() != greetings) {
            last = new Known(now, greetings, compute(now));
            known = last;
        }
        return last.common();
    }

    private long compute(ServersSnapshot now) {
        long common = Capability.MARIADB_OFFERED;
        boolean any = false;
        for (var hostgroup : now.hostgroups().values()) {
            for (Server server : hostgroup) {
                if (server.status() == ServerStatus.OFFLINE_HARD) {
                    continue;
                }
                any = true;
                common &= gates.of(server.key()).offered();
            }
        }
        return any ? common : 0;
    }
}
