package switchboard.admin.command;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The answer to an admin command. */
public sealed interface Reply {
    /** OK. */
    record Ok(long affectedRows, String message) implements Reply {
    }

    /** ERR; the message is complete. */
    record Err(int code, String sqlState, String message) implements Reply {
        /** ProxySQL's usual one: 1045, 28000 and its prefix. */
        public static Err of(String message) {
            return new Err(1045, "28000", "ProxySQL Admin Error: " + message);
        }
    }

    /** A small result; values are text or null. */
    record Table(List<String> columns, List<Object[]> rows) implements Reply {
        public static Table one(String column, String value) {
            return new Table(List.of(column), List.<Object[]>of(new Object[]{value}));
        }

        public static Table empty(String... columns) {
            return new Table(List.of(columns), List.of());
        }
    }

    /** Run this statement instead. */
    record Sql(String statement) implements Reply {
    }

    /** ERR of ProxySQL's usual kind, after which the connection is closed. */
    record Farewell(String message) implements Reply {
    }

    /** Another reply, when there is one; no thread waits for it. */
    record Later(CompletionStage<Reply> reply) implements Reply {
    }

    /** Nothing is sent: the process ends, and the client sees its connection end. */
    record Silence() implements Reply {
    }

    /** OK without anything. */
    Reply OK = new Ok(0, "");
}
