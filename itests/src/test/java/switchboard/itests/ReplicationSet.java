package switchboard.itests;

import java.sql.Connection;
import java.sql.SQLException;

/** A source with replicas that a test may break and turn round; server 1 is the source at first. */
interface ReplicationSet extends AutoCloseable {
    int size();

    int port(int number);

    /** An administrator's connection, past the proxy. */
    default Connection root(int number) throws SQLException {
        return new Endpoint(port(number), "root", "", "").connect();
    }

    /** What a server answers with its port; without an {@code @}, which would hold the connection to it. */
    String whichPort();

    /** The replica still receives, but does not apply: its lag is NULL. */
    String stopApplying();

    String startApplying();

    /** As an operator does it: the old source reads only, the new one has all, then it may write and all follow it. */
    void promote(int from, int to) throws SQLException;

    @Override
    void close();
}
