package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import switchboard.mysql.proxy.statement.SharedStatements;

/** All sessions of the proxy and how many each user has. Any thread; touched at login and logout only. */
public final class Sessions {
    private static final class Load {
        private final AtomicInteger now = new AtomicInteger();
        private volatile int max;
    }

    private final ConcurrentMap<Long, ClientSession> byId = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Load> byUser = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final ChangeUser changeUser;
    private final Supplier<String> statistics;
    private final AtomicInteger count = new AtomicInteger();
    private final SharedStatements statements = new SharedStatements();

    /** COM_CHANGE_USER: logs a session's client in again. */
    public interface ChangeUser {
        /** Takes the packet over; calls {@link ClientSession#changedUser} or closes the session. */
        void run(ClientSession session, ByteBuf packet);
    }

    /** @param statistics the text of COM_STATISTICS */
    public Sessions(ChangeUser changeUser, Supplier<String> statistics) {
        this.changeUser = changeUser;
        this.statistics = statistics;
    }

    void changeUser(ClientSession session, ByteBuf packet) {
        changeUser.run(session, packet);
    }

    String statistics() {
        return statistics.get();
    }

    /** The statements that they have prepared. */
    public SharedStatements statements() {
        return statements;
    }

    /** The id of the next client, shown to it as its connection id. */
    public long nextId() {
        return lastId.incrementAndGet();
    }

    /** Counts one more session; false, and not counted, if {@code limit} are open. */
    public boolean enter(int limit) {
        return enter(count, limit);
    }

    public boolean enterUser(String username, int limit) {
        Load load = byUser.computeIfAbsent(username, unknown -> new Load());
        boolean entered = enter(load.now, limit);
        if (entered && load.now.get() > load.max) {
            load.max = load.now.get();
        }
        return entered;
    }

    private static boolean enter(AtomicInteger counter, int limit) {
        if (counter.incrementAndGet() <= limit) {
            return true;
        }
        counter.decrementAndGet();
        return false;
    }

    public void leave() {
        count.decrementAndGet();
    }

    public void leaveUser(String username) {
        byUser.get(username).now.decrementAndGet();
    }

    public void add(ClientSession session) {
        byId.put(session.id(), session);
    }

    void remove(ClientSession session) {
        byId.remove(session.id());
    }

    public ClientSession byId(long id) {
        return byId.get(id);
    }

    public int count() {
        return count.get();
    }

    /** Sessions of a user now, and the most there were at once. */
    public int[] ofUser(String username) {
        Load load = byUser.get(username);
        return load == null ? new int[2] : new int[]{load.now.get(), load.max};
    }
}
