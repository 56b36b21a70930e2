package switchboard.mysql.proxy.statement;

import java.util.concurrent.atomic.AtomicLong;

/** A prepared statement, and how many clients and backend connections have it now. Any thread. */
public final class SharedStatement {
    private static final long GONE = -1;
    private static final long CLIENT = 1L << 32;
    private static final long SERVER = 1;

    private final int id;
    private final StatementKey key;
    private final long digest;
    private final SharedStatements home;
    private final AtomicLong users = new AtomicLong(); // clients in the upper half, servers in the lower

    SharedStatement(int id, StatementKey key, long digest, SharedStatements home) {
        this.id = id;
        this.key = key;
        this.digest = digest;
        this.home = home;
    }

    /** A client prepares it; false if it was forgotten meanwhile and has to be looked up again. */
    boolean enter() {
        return users.getAndUpdate(now -> now == GONE ? GONE : now + CLIENT) != GONE;
    }

    /** A client closes it; true if nobody has it any more. */
    boolean leave() {
        return users.addAndGet(-CLIENT) == 0;
    }

    /** True if nobody had it, and from now on nobody can. */
    boolean forget() {
        return users.compareAndSet(0, GONE);
    }

    /** A backend connection has prepared it: on behalf of a client, who has it. */
    public void preparedOnServer() {
        users.addAndGet(SERVER);
    }

    /** A backend connection has closed it, or is gone. */
    public void closedOnServer() {
        if (users.addAndGet(-SERVER) == 0) {
            home.unused(this);
        }
    }

    public int clients() {
        long now = users.get();
        return now == GONE ? 0 : (int) (now >> 32);
    }

    public int servers() {
        long now = users.get();
        return now == GONE ? 0 : (int) now;
    }

    public int id() {
        return id;
    }

    public StatementKey key() {
        return key;
    }

    /** 0 while digests are off. */
    public long digest() {
        return digest;
    }

    public int columns() {
        return key.columns();
    }

    public int parameters() {
        return key.parameters();
    }
}
