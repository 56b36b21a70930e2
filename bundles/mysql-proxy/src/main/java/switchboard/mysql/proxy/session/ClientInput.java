package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;

/**
 * Takes a client's bytes. Commands are run one at a time; bytes that come meanwhile wait, and from 64 KB on the client isn't
 * read. While the client doesn't take its answers no command begins.
 *
 * <pre>
 * IDLE -- command --> BUSY -- answered --> IDLE
 * BUSY -- the server asks for a file --> SENDING_FILE -- file's end --> BUSY
 * any -- end --> CLOSED
 * </pre>
 */
final class ClientInput extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClientInput.class);
    private static final int MAX_PENDING_WHILE_BUSY = 64 * 1024;
    /** What is read of a client that has to go, so that it reads why: as much as MySQL's largest packet. */
    private static final long MAX_DISCARDED = 1L << 30;

    private enum State {
        IDLE, BUSY, SENDING_FILE, CLOSED
    }

    private final ClientSession session;
    private final ProxyLoop loop;
    private final Channel channel;
    private final Consumer<ByteBuf> dispatch;
    private final CommandInput input;
    private final FileContent file = new FileContent();
    private State state = State.IDLE;
    private boolean answeredBeforeFile;
    private boolean dispatching;
    private Consumer<ByteBuf> packetTaker;
    private OversizedCommand oversized; // that is still to be refused
    private long discardedBytes;

    /** @param dispatch runs a command, which it takes over */
    ClientInput(ClientSession session, Consumer<ByteBuf> dispatch) {
        this.session = session;
        this.loop = session.loop();
        this.channel = session.channel();
        this.dispatch = dispatch;
        this.input = new CommandInput(channel.alloc());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        loop.counters().add(Counter.FRONTEND_BYTES_RECEIVED, bytes.readableBytes());
        if (state == State.SENDING_FILE) {
            receiveFile(bytes);
            return;
        }
        if (state == State.CLOSED) {
            discard(bytes);
            return;
        }
        input.add(bytes);
        if (packetTaker != null) {
            takeLoginPacket();
        } else if (state == State.IDLE) {
            dispatchPending();
        }
        if (input.pendingBytes() > MAX_PENDING_WHILE_BUSY && (state != State.IDLE || !channel.isWritable())) {
            channel.config().setAutoRead(false);
        }
    }

    /** The client's next packet belongs to the command under way: its proof of another user's password. */
    void takeNextPacket(Consumer<ByteBuf> taker) {
        packetTaker = taker;
        takeLoginPacket();
    }

    private void takeLoginPacket() {
        try {
            ByteBuf packet = input.next(MAX_PENDING_WHILE_BUSY);
            if (packet != null) {
                Consumer<ByteBuf> taker = packetTaker;
                packetTaker = null;
                taker.accept(packet);
            }
        } catch (CommandInput.CommandTooLargeException tooLarge) {
            session.close("a login packet of more than " + MAX_PENDING_WHILE_BUSY + " bytes");
        }
    }

    /** Takes commands until one has to wait for a server, or the client for its answers. */
    private void dispatchPending() {
        if (dispatching) {
            return; // a command was answered at once: the loop below goes on
        }
        dispatching = true;
        try {
            while (state == State.IDLE && channel.isWritable()) {
                ByteBuf command = input.next(loop.settings().maxAllowedPacket());
                if (command == null) {
                    return;
                }
                state = State.BUSY;
                session.clock().commandBegins();
                dispatch.accept(command);
            }
        } catch (MalformedPacketException broken) { // not to whoever called: it may be a server's connection
            refuse(broken);
        } catch (CommandInput.CommandTooLargeException tooLarge) {
            passOver(tooLarge.getMessage());
        } finally {
            dispatching = false;
        }
    }

    private void refuse(Throwable malformed) {
        loop.counters().add(Counter.UNEXPECTED_FRONTEND_PACKETS, 1);
        session.replies().error(1835, "HY000", "Malformed communication packet.");
        session.closeAfterFlush(malformed.getMessage());
    }

    /** Ends the session now, and tells the client as soon as it may know the answer's number. */
    private void passOver(String tooLarge) {
        oversized = new OversizedCommand();
        ByteBuf begun = input.takeAll();
        session.end().beforeLastWords(tooLarge);
        discard(begun);
    }

    /** What comes after the session's end. Takes the buffer over. */
    private void discard(ByteBuf bytes) {
        discardedBytes += bytes.readableBytes();
        if (oversized != null && oversized.finds(bytes)) {
            session.replies().answerFrom(oversized.sequenceId() + 1);
            session.replies().error(1153, "08S01", "Got a packet bigger than 'max_allowed_packet' bytes");
            oversized = null;
            session.end().lastWordsSaid();
        }
        bytes.release();
        if (discardedBytes > MAX_DISCARDED) {
            channel.close();
        }
    }

    /** The command is answered: the next one may begin. */
    void commandDone() {
        if (state == State.SENDING_FILE && !file.hasEnded()) { // the rest of the file is no command
            answeredBeforeFile = true;
            readOn();
        } else if (state == State.BUSY || state == State.SENDING_FILE) {
            state = State.IDLE;
            readOn();
            if (input.pendingBytes() > 0) {
                dispatchPending();
            }
        }
    }

    void readOn() {
        if (!channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    ByteBuf takeWaiting() {
        return input.takeAll();
    }

    /** The server asks for the content of a file: what the client sends goes there as it comes. */
    void startFile() {
        if (state == State.SENDING_FILE) { // where one file ends and the next begins would be anybody's guess
            session.close("the server asks for a file before the last one's end");
            return;
        }
        state = State.SENDING_FILE;
        answeredBeforeFile = false;
        file.begin();
        ByteBuf waiting = input.takeAll();
        if (waiting != null) {
            receiveFile(waiting);
        }
    }

    private void receiveFile(ByteBuf bytes) {
        int length = file.measure(bytes);
        if (length == bytes.readableBytes()) {
            session.execution().sendFile(bytes);
        } else {
            session.execution().sendFile(bytes.readRetainedSlice(length));
            input.add(bytes);
        }
        if (file.hasEnded() && state == State.SENDING_FILE) {
            state = State.BUSY;
            if (answeredBeforeFile) {
                commandDone();
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!channel.isWritable()) {
            return;
        }
        session.execution().clientWritable();
        if (state == State.IDLE) {
            readOn();
            dispatchPending();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        session.end().end("the client closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof MalformedPacketException) {
            if (isClosed()) {
                channel.close();
            } else {
                refuse(cause);
            }
            return;
        }
        if (!(cause instanceof java.io.IOException)) {
            LOG.error("Session closed thread_id={}: a fault of the proxy", session.id(), cause);
        }
        session.close(String.valueOf(cause.getMessage()));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        session.end().end("the session is over");
    }

    /** The session has ended: what comes is thrown away. */
    void closed() {
        state = State.CLOSED;
        input.release();
        packetTaker = null;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    boolean isBusy() {
        return state == State.BUSY || state == State.SENDING_FILE;
    }

    /** Whether COM_CHANGE_USER waits for the client's proof. */
    boolean waitsForLogin() {
        return packetTaker != null;
    }
}
