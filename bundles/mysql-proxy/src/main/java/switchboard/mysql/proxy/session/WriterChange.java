package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.variables.TrackedVariables;

/**
 * A statement whose server refuses it because it is the writer no longer: outside a transaction, and before anything was
 * answered, it is sent again until the new writer takes it, for mysql-connect_timeout_server_max at most. One object for a
 * session.
 */
final class WriterChange {
    /** ER_OPTION_PREVENTS_STATEMENT: of read_only and super_read_only, but also of options that stay. */
    private static final int OPTION_PREVENTS = 1290;
    /** ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION. */
    private static final int READ_ONLY_TRANSACTION = 1792;
    /** ER_READ_ONLY_MODE. */
    private static final int READ_ONLY_MODE = 1836;
    private static final int ERR = 0xFF;

    private final ClientSession session;
    private final ProxyLoop loop;
    private long sinceNanos;
    private boolean waiting;
    private boolean refused;

    WriterChange(ClientSession session, ProxyLoop loop) {
        this.session = session;
        this.loop = loop;
    }

    /** A command begins. */
    void begin() {
        waiting = false;
        refused = false;
    }

    /** A statement was answered: its server writes for this hostgroup if it has changed rows. */
    static void note(KnownQuery known, Answer answer, BackendConnection by) {
        if (known != null && !known.traits().reads() && answer.errorCode() == 0 && answer.affectedRows() > 0) {
            by.server().gate().writes();
        }
    }

    /**
     * Looks at bytes with an error in them, the first of an answer. True if it took them over: they don't go to the client,
     * and the statement is sent again.
     */
    boolean takes(ByteBuf bytes, BackendConnection by, KnownQuery known) {
        if (!refused && known != null && isOne(known) && isFirstPacket(bytes) && !by.isBound() && isRefusal(by)
                && hasTime()) {
            refused = true;
            bytes.release();
            return true;
        }
        return false;
    }

    /** Whether it has done nothing when it is refused: of several in a procedure or a block the first may have committed. */
    private static boolean isOne(KnownQuery known) {
        return switch (known.traits().type()) {
            case CALL, BEGIN, EXECUTE, UNKNOWN -> false;
            default -> true;
        };
    }

    private static boolean isFirstPacket(ByteBuf bytes) {
        return bytes.readableBytes() > Packets.HEADER_BYTES
                && bytes.getUnsignedByte(bytes.readerIndex() + Packets.HEADER_BYTES) == ERR;
    }

    private boolean isRefusal(BackendConnection by) {
        if (!by.server().gate().hasWritten()) { // a reader always was one, and tells so at once
            return false;
        }
        return switch (by.answer().errorCode()) {
            case OPTION_PREVENTS -> by.answer().errorMessage().contains("read-only")
                    || by.answer().errorMessage().contains("read_only");
            case READ_ONLY_TRANSACTION -> !session.context().variables().has(TrackedVariables.READ_ONLY);
            case READ_ONLY_MODE -> true;
            default -> ErrorAnswer.isNotReady(by.answer()); // Galera: the node is no part of its cluster
        };
    }

    private boolean hasTime() {
        long now = loop.nanos();
        if (!waiting) {
            waiting = true;
            sinceNanos = now;
        }
        Duration limit = loop.modules().backendSettings().get().connectTimeoutServerMax();
        return now - sinceNanos < limit.toNanos();
    }

    /** Whether the answer under way is such a refusal; it is forgotten. */
    boolean takeRefused() {
        boolean was = refused;
        refused = false;
        return was;
    }

    /** How long until the statement is sent again, mysql-poll_timeout_on_failure. */
    long pauseMillis() {
        return Math.max(1, loop.modules().backendSettings().get().pollTimeoutOnFailure().toMillis());
    }
}
