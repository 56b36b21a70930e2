package switchboard.api.check;

import java.util.Objects;
import java.util.function.UnaryOperator;

/** What a server is asked. */
public sealed interface CheckQuestion {
    /** Opens a new connection, logs in and closes it. */
    Connect CONNECT = new Connect();
    /** COM_PING on a connection that is kept. */
    Ping PING = new Ping();

    /** Opens a new connection, logs in and closes it. */
    record Connect() implements CheckQuestion {
    }

    /** COM_PING on a connection that is kept. */
    record Ping() implements CheckQuestion {
    }

    /**
     * One statement on a connection that is kept; it leaves no state there.
     *
     * @param byServerVersion gives the statement: {@code 8.0.36}, {@code 10.11.6-MariaDB}
     */
    record Query(UnaryOperator<String> byServerVersion) implements CheckQuestion {
        public Query {
            Objects.requireNonNull(byServerVersion);
        }

        /** The same statement for all versions. */
        public static Query of(String statement) {
            return new Query(any -> statement);
        }
    }
}
