package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.proxy.backend.BackendConnection;

/**
 * Whether a command is sent once more: its server has forgotten the statement, stops serving, writes no longer or is lost.
 * What a server said before goes nowhere. One object for a session.
 */
final class SecondTry {
    private final ClientSession session;
    private final RunningCommand command;
    private final AnswerOutput output;
    private final Interruption interruption;
    private final ErrorAnswer errors;
    private final WriterChange writer;
    private boolean learning; // the server has forgotten the statement: its error goes nowhere

    SecondTry(ClientSession session, RunningCommand command, AnswerOutput output, Interruption interruption,
            ErrorAnswer errors) {
        this.session = session;
        this.command = command;
        this.output = output;
        this.interruption = interruption;
        this.errors = errors;
        this.writer = new WriterChange(session, session.loop());
    }

    /** A command begins. */
    void begin() {
        writer.begin();
        clear();
    }

    /** It is sent again. */
    void rewind() {
        clear();
        command.rewind();
    }

    private void clear() {
        learning = false;
        interruption.begin();
        errors.begin();
    }

    /** Looks at bytes with an error in them. True if it took them over: they don't go to the client. */
    boolean takes(ByteBuf bytes, BackendConnection by, boolean sendingFile) {
        boolean begun = output.hasBegun();
        return learnsAgain(bytes, by)
                || errors.takes(bytes, by, begun, isAllowed(by, sendingFile))
                || !begun && !sendingFile && !interruption.isAsked() && writer.takes(bytes, by, command.known());
    }

    private boolean learnsAgain(ByteBuf error, BackendConnection by) {
        learning = learning || !output.hasBegun() && command.script() != null && command.script().learnsAgain(by);
        if (learning) {
            error.release();
        }
        return learning;
    }

    /** Whether the answer said only that the statement was forgotten; that is over then. */
    boolean takeLearning() {
        boolean was = learning;
        learning = false;
        return was;
    }

    /** Whether the answer said only that its server writes no longer; that is over then. */
    boolean takeRefused() {
        return writer.takeRefused();
    }

    /** How long until it is sent again to whichever server writes then. */
    long pauseMillis() {
        return writer.pauseMillis();
    }

    /** Whether it may be sent again though this connection's server may have run it. */
    boolean isAllowed(BackendConnection by, boolean sendingFile) {
        return command.retriesLeft() > 0 && !output.hasBegun() && !by.isBound() && !sendingFile
                && !interruption.isAsked() && command.isHarmless(session.context().capabilities());
    }

    /** Whether it may be sent again that was not sent yet on the connection that broke. */
    boolean isAllowedUnsent(BackendConnection gone) {
        boolean left = !gone.server().isOnline(); // what has not begun waits for another server
        return (command.retriesLeft() > 0 || left) && !gone.isBound() && !interruption.isAsked();
    }
}
