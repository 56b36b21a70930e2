package switchboard.api.admin;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Commands with arguments that a bundle brings to the admin port (whiteboard service). It is asked about every statement
 * of an administrator before anything else looks at it, so that it may also note who is there.
 */
@ConsumerType
public interface AdminStatements {
    /**
     * Answers a statement if it is one of its own, on a thread of administration that may wait.
     *
     * @param text with single blanks, without trailing semicolons
     * @return null if it is none
     * @throws AdminActionException with the error for the client, whose connection goes on
     */
    Answer run(String text, Session session) throws AdminActionException;

    /** Who types: one object for the life of a connection. */
    interface Session {
        String username();

        /** {@code 10.0.0.7:41234}; empty for a Unix socket. */
        String address();
    }

    /** What the client is told. */
    sealed interface Answer {
        /** OK. */
        record Ok(String message) implements Answer {
            public Ok {
                Objects.requireNonNull(message);
            }
        }

        /**
         * Rows.
         *
         * @param rows arrays as long as {@code columns}, null for NULL; nobody changes them
         */
        record Table(List<String> columns, List<String[]> rows) implements Answer {
            public Table {
                columns = List.copyOf(columns);
                Objects.requireNonNull(rows);
            }
        }

        /**
         * Another answer, when there is one; it holds no thread until then, and the connection's next statement waits.
         *
         * @param answer none that comes later itself; a failure is told as an error
         */
        record Later(CompletionStage<Answer> answer) implements Answer {
            public Later {
                Objects.requireNonNull(answer);
            }
        }

        /** An error, after which the connection is closed. */
        record Farewell(String error) implements Answer {
            public Farewell {
                Objects.requireNonNull(error);
            }
        }
    }
}
