package switchboard.mysql.proxy.backend;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.statement.SharedStatement;

/** The prepared statements of one backend connection, by text; the one not used for longest goes first. */
public final class BackendStatements {
    private final BackendConnection connection;
    private final Map<SharedStatement, BackendStatement> byText = new LinkedHashMap<>(4, 0.75f, true);
    private int withState;
    private int lastId; // that the server has given

    BackendStatements(BackendConnection connection) {
        this.connection = connection;
    }

    /** The prepared statement of this text, or null. */
    public BackendStatement of(SharedStatement text) {
        return byText.get(text);
    }

    /**
     * Closes what is over the limit, the one about to be prepared included, but none that has state. Servers hear of it in
     * the same write as of the PREPARE that has to follow: so they never have more than the limit.
     *
     * @param limit mysql-max_stmts_per_connection, 1 or more
     */
    public void makeRoom(int limit) {
        int surplus = byText.size() + 1 - limit;
        if (surplus <= 0) {
            return;
        }
        for (Iterator<BackendStatement> oldest = byText.values().iterator(); surplus > 0 && oldest.hasNext();) {
            BackendStatement candidate = oldest.next();
            if (!candidate.hasState()) {
                oldest.remove();
                surplus--;
                connection.withNext(closed(candidate));
            }
        }
    }

    /** Whether {@link #nextId} is more than a guess: no connection begins to count at 1. */
    public boolean hasGivenId() {
        return lastId != 0;
    }

    /** The id that the server is about to give: it counts, for each connection, every statement that is to be prepared. */
    public int nextId() {
        return lastId + 1;
    }

    /** Remembers a statement that was prepared here. */
    public BackendStatement prepared(SharedStatement text, int id) {
        lastId = id;
        BackendStatement made = new BackendStatement(text, id);
        text.preparedOnServer();
        BackendStatement before = byText.put(text, made);
        if (before != null) {
            state(before, false);
            connection.sendUnanswered(closed(before));
        }
        return made;
    }

    /** A statement could not be prepared here; its id is used up. */
    public void notPrepared() {
        lastId++;
    }

    /** Our ids and the server's, as PROXYSQL INTERNAL SESSION tells them. */
    public List<Map<String, Object>> globalIds() {
        List<Map<String, Object>> ids = new ArrayList<>();
        byText.forEach((text, statement) -> ids.add(new TreeMap<>(
                Map.of("global_stmt_id", text.id(), "backend_stmt_id", Integer.toUnsignedLong(statement.id())))));
        return ids;
    }

    /** Closes a statement here and at the server. */
    public void close(SharedStatement text) {
        BackendStatement closed = byText.remove(text);
        if (closed != null) {
            state(closed, false);
            connection.sendUnanswered(closed(closed));
        }
    }

    /** COM_STMT_CLOSE of one that is gone from here. */
    private ByteBuf closed(BackendStatement statement) {
        statement.shared().closedOnServer();
        connection.server().count(LoopServer.Count.STATEMENTS_CLOSED, 1);
        return connection.channel().alloc().buffer(9).writeMediumLE(5).writeByte(0).writeByte(Command.COM_STMT_CLOSE)
                .writeIntLE(statement.id());
    }

    /** Notes that the server has long data or a cursor for a statement, or no longer: that binds the connection. */
    public void state(BackendStatement statement, boolean has) {
        if (statement.hasState() == has) {
            return;
        }
        statement.hasState(has);
        withState += has ? 1 : -1;
        connection.state().hold(withState > 0 ? HeldBy.STATEMENT_STATE : 0, withState > 0 ? 0 : HeldBy.STATEMENT_STATE);
    }

    /** All are gone: by a reset, or with the connection. */
    void clear() {
        byText.keySet().forEach(SharedStatement::closedOnServer);
        byText.clear();
        withState = 0;
    }
}
