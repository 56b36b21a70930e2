package switchboard.topology.rig;

import java.util.List;
import java.util.function.Function;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/** A directory that does what moves say, on one thread. */
public final class Directory implements ServerDirectory {
    private ServersSnapshot servers;

    /** @param text as {@link Servers#of} reads it */
    public Directory(String text) {
        servers = Servers.of(text);
    }

    public void load(String text) {
        servers = Servers.of(text);
    }

    @Override
    public ServersSnapshot servers() {
        return servers;
    }

    @Override
    public List<ServerMove> change(String module, Function<ServersSnapshot, List<ServerMove>> plan) {
        List<ServerMove> moves = plan.apply(servers);
        ServersSnapshot after = Servers.after(servers, moves);
        boolean changed = !Servers.text(after).equals(Servers.text(servers));
        servers = after;
        return changed ? moves : List.of();
    }

    @Override
    public void moved(ServerKey server, ServerStatus status, String reason) {
        change("test", any -> List.of(new ServerMove.SetStatus(server, status, reason)));
    }

    @Override
    public void connectFailed(ServerKey server, int errorCode, String message) {
        throw new AssertionError("a check counts no connection errors");
    }

    @Override
    public void recoverShunned(int hostgroup) {
        throw new AssertionError("a check brings nobody back by time");
    }

    @Override
    public String toString() {
        return Servers.text(servers);
    }
}
