package switchboard.mysql.servers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;

/**
 * What moves make of a snapshot.
 *
 * @param after the same object as before if nothing changed
 * @param steps the moves that changed something
 */
record MovedSnapshot(LiveSnapshot after, List<Step> steps) {
    /**
     * A move that changed something.
     *
     * @param from null if the server was not there
     * @param to null if it is there no more
     */
    record Step(ServerMove move, ServerStatus from, ServerStatus to) {
    }

    MovedSnapshot {
        steps = List.copyOf(steps);
    }

    /** @param defaults a server of a hostgroup's servers_defaults, whose key is of no meaning */
    static MovedSnapshot of(LiveSnapshot before, List<ServerMove> moves, IntFunction<Server> defaults) {
        if (moves.stream().allMatch(move -> changesNothing(before, move))) {
            return new MovedSnapshot(before, List.of());
        }
        Work work = new Work(before, defaults);
        moves.forEach(work::move);
        if (work.steps.isEmpty()) {
            return new MovedSnapshot(before, List.of());
        }
        return new MovedSnapshot(LiveSnapshot.of(before.servers().version() + 1, List.copyOf(work.servers.values()),
                work.shunned), work.steps);
    }

    /** So end nearly all checks, thousands a second, also those of servers that are gone: nothing is copied for them. */
    private static boolean changesNothing(LiveSnapshot before, ServerMove move) {
        if (!(move instanceof ServerMove.SetStatus wanted)) {
            return false;
        }
        Server now = before.find(wanted.key());
        boolean lastsFromNow = wanted.lasting() && before.shunned().contains(wanted.key());
        return now == null || !lastsFromNow && now.with(wanted.status(), wanted.killConnections()).equals(now);
    }

    /** The state amid the moves. */
    private static final class Work {
        final Map<ServerKey, Server> before = new LinkedHashMap<>();
        final Map<ServerKey, Server> servers;
        final Set<ServerKey> shunned;
        final List<Step> steps = new ArrayList<>();
        final IntFunction<Server> defaults;

        Work(LiveSnapshot snapshot, IntFunction<Server> defaults) {
            snapshot.servers().hostgroups().values()
                    .forEach(list -> list.forEach(server -> before.put(server.key(), server)));
            servers = new LinkedHashMap<>(before);
            shunned = new HashSet<>(snapshot.shunned());
            this.defaults = defaults;
        }

        void move(ServerMove move) {
            Server now = servers.get(move.key());
            switch (move) {
                case ServerMove.Add add -> {
                    if (now == null) {
                        add(add);
                    } else if (add.status() != null) {
                        set(add, now, now.with(add.status()), false);
                    }
                }
                case ServerMove.Remove remove -> {
                    if (now != null) {
                        servers.remove(remove.key());
                        shunned.remove(remove.key());
                        steps.add(new Step(remove, now.status(), null));
                    }
                }
                case ServerMove.SetStatus wanted -> {
                    if (now != null) {
                        set(wanted, now, now.with(wanted.status(), wanted.killConnections()), wanted.lasting());
                    }
                }
            }
        }

        private void set(ServerMove move, Server now, Server next, boolean lasting) {
            boolean lastsFromNow = lasting && shunned.contains(move.key());
            if (next.equals(now) && !lastsFromNow) {
                return;
            }
            servers.put(move.key(), next);
            if (next.status() != now.status() || lasting) {
                shunned.remove(move.key());
            }
            if (next.status() == ServerStatus.SHUNNED && !lasting) {
                shunned.add(move.key());
            }
            steps.add(new Step(move, now.status(), next.status()));
        }

        private void add(ServerMove.Add add) {
            Server from = add.from() == null
                    ? defaults.apply(add.key().hostgroup())
                    : servers.getOrDefault(add.from(), before.get(add.from()));
            if (from == null) {
                return;
            }
            Server copy = from.at(add.key(), add.weight() == null ? from.weight() : add.weight());
            Server added = add.status() == null ? copy : copy.with(add.status());
            servers.put(add.key(), added);
            boolean comesBack = add.status() == ServerStatus.SHUNNED
                    || add.status() == null && add.from() != null && shunned.contains(add.from());
            if (comesBack) {
                shunned.add(add.key());
            }
            steps.add(new Step(add, null, added.status()));
        }
    }
}
