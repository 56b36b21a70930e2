package switchboard.mysql.proxy.backend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import switchboard.api.server.HostgroupRules;
import switchboard.api.server.Server;
import switchboard.api.server.ServerStatus;
import switchboard.mysql.proxy.variables.SessionVariables;

/** One server as one event loop knows it: idle connections by key, last in, first out, and counters. */
public final class LoopServer {
    /** How many idle connections are looked at for one that is in the wanted state already. */
    private static final int LOOK_AT = 8;

    /** Counted by the loop, read by any thread. */
    public enum Count {
        QUERIES, BYTES_SENT, BYTES_RECEIVED, USED, IDLE, GIVEN_BACK, CLOSED, RESETS, SCHEMA_CHANGES, NAMES_SET, STATEMENTS_CLOSED, KILLED_QUERIES, KILLED_CONNECTIONS, OFFLINE_DURING_QUERY, PICKED_BY_LATENCY, GTID_QUERIES
    }

    private final ServerGate gate;
    private final Map<PoolKey, ArrayDeque<BackendConnection>> idle = new HashMap<>();
    private final Set<BackendConnection> open = new HashSet<>();
    private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);
    private Server server;
    private HostgroupRules rules; // null without a row of mysql_hostgroup_attributes
    private boolean warming;
    private int warmTo;

    LoopServer(ServerGate gate, Server server) {
        this.gate = gate;
        this.server = server;
    }

    public Server server() {
        return server;
    }

    public ServerGate gate() {
        return gate;
    }

    /** The row or the state changed; null when the server is gone. */
    void update(Server now) {
        server = now != null ? now : server.with(ServerStatus.OFFLINE_HARD);
    }

    /** What its hostgroup's row says by now; null if there is none. Settings may be null at a start. */
    void follow(HostgroupRules now, BackendSettings settings) {
        rules = now;
        if (settings != null) {
            warming = now != null ? now.connectionWarming() : settings.opening().warming();
            warmTo = server.maxConnections() * freeConnectionsPct(settings) / 100;
        }
    }

    /** Whether a new connection shall be opened though one idles. */
    boolean isWarming() {
        return warming && gate.open() < warmTo;
    }

    int freeConnectionsPct(BackendSettings settings) {
        return rules != null ? rules.freeConnectionsPct() : settings.freeConnectionsPct();
    }

    int connectionsPerSecond(BackendSettings settings) {
        return rules != null ? rules.connectionsPerSecond() : settings.opening().perSecond();
    }

    int maxOnlineServers() {
        return rules != null ? rules.maxOnlineServers() : Integer.MAX_VALUE;
    }

    /** The statements that a new connection begins with. */
    List<String> beginsWith(BackendSettings settings) {
        String own = rules != null ? rules.initConnect() : "";
        String init = own.isEmpty() ? settings.initConnect() : own;
        List<String> statements = new ArrayList<>(2);
        if (rules != null && rules.autocommit() >= 0) {
            statements.add("SET autocommit=" + rules.autocommit());
        }
        if (!init.isEmpty()) {
            statements.add(init);
        }
        return statements;
    }

    /** Whether sessions share its connections. */
    public boolean multiplexes() {
        return rules == null || rules.multiplex();
    }

    /** Whether a connection stays with its session while there are warnings to show. */
    public boolean handlesWarnings(boolean usual) {
        return rules == null || rules.handleWarnings() < 0 ? usual : rules.handleWarnings() == 1;
    }

    /** Session variables that are not repeated on its connections. */
    Set<String> ignoredVariables() {
        return rules == null ? Set.of() : rules.ignoredVariables();
    }

    public boolean isOnline() {
        return server.status() == ServerStatus.ONLINE;
    }

    /** Adds; only the loop's thread writes. */
    void count(Count what, long change) {
        int index = what.ordinal();
        counts.setOpaque(index, counts.getPlain(index) + change);
    }

    /** A query that needed a GTID is about to be sent. */
    public void countGtidQuery() {
        count(Count.GTID_QUERIES, 1);
    }

    public long count(Count what) {
        return counts.getOpaque(what.ordinal());
    }

    /** Takes an idle connection, best one in the given state; null if there is none. */
    BackendConnection takeIdle(PoolKey key, String schema, SessionVariables variables) {
        ArrayDeque<BackendConnection> connections = idle.get(key);
        if (connections == null || connections.isEmpty()) {
            return null;
        }
        BackendConnection found = connections.peekLast();
        if (!found.state().isIn(schema, variables)) {
            found = findInState(connections, schema, variables);
        }
        if (found == null) {
            found = connections.pollLast();
        } else if (found == connections.peekLast()) {
            connections.pollLast();
        } else {
            connections.removeLastOccurrence(found);
        }
        count(Count.IDLE, -1);
        return found;
    }

    private static BackendConnection findInState(ArrayDeque<BackendConnection> connections, String schema,
            SessionVariables variables) {
        Iterator<BackendConnection> newestFirst = connections.descendingIterator();
        for (int i = 0; i < LOOK_AT && newestFirst.hasNext(); i++) {
            BackendConnection candidate = newestFirst.next();
            if (candidate.state().isIn(schema, variables)) {
                return candidate;
            }
        }
        return null;
    }

    void putIdle(BackendConnection connection) {
        count(Count.GIVEN_BACK, 1);
        idle.computeIfAbsent(connection.key(), key -> new ArrayDeque<>()).addLast(connection);
        count(Count.IDLE, 1);
    }

    /** Forgets an idle connection that was closed; false if it is not idle here. */
    boolean removeIdle(BackendConnection connection) {
        ArrayDeque<BackendConnection> connections = idle.get(connection.key());
        boolean removed = connections != null && connections.remove(connection);
        if (removed) {
            count(Count.IDLE, -1);
            if (connections.isEmpty()) {
                idle.remove(connection.key());
            }
        }
        return removed;
    }

    /** The idle connections, oldest first for each key. On the loop. */
    public List<BackendConnection> idle() {
        List<BackendConnection> all = new ArrayList<>();
        idle.values().forEach(all::addAll);
        return all;
    }

    /** A connection is there, and gone: all of them may have to be closed at once. */
    void opened(BackendConnection connection) {
        open.add(connection);
    }

    void closed(BackendConnection connection) {
        count(Count.CLOSED, 1);
        open.remove(connection);
    }

    /** All connections of this loop, idle or in use. */
    public List<BackendConnection> open() {
        return List.copyOf(open);
    }

    /** Any idle connection of another key than {@code wanted}, or null: it may be closed to make room. */
    BackendConnection anyIdle() {
        for (ArrayDeque<BackendConnection> connections : idle.values()) {
            if (!connections.isEmpty()) {
                return connections.peekFirst();
            }
        }
        return null;
    }
}
