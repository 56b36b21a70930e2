package switchboard.mysql.protocol.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.PacketTooLargeException;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.ErrPacket;

/** One command after the other on a connection that is logged in; on its event loop. */
final class CommandHandler extends ChannelInboundHandlerAdapter {
    private final ResultLimits limits;
    private ExpectedAnswer waiting; // null while idle
    private long capabilities;
    private ResultReader reader; // null before the first packet of an answer
    private byte[] begin; // what came first of the answer, if that may be all of it; else null
    private int bytesRead; // of the answer, headers with it
    private boolean begun;
    private boolean strayBytes; // some came unasked: what follows them may begin amid a packet

    CommandHandler(ResultLimits limits) {
        this.limits = limits;
    }

    /** Sends a command and tells its answer. Releases the packet. */
    void send(Channel channel, ByteBuf packet, long negotiated, ExpectedAnswer expected) {
        if (waiting != null || !channel.isActive()) {
            packet.release();
            expected.failed(waiting != null
                    ? new IllegalStateException("a command is under way on this connection")
                    : new CommandFailedException(ErrorCode.CR_SERVER_GONE_ERROR, ErrPacket.GENERAL_STATE,
                            "MySQL server has gone away"));
            return;
        }
        waiting = expected;
        capabilities = negotiated;
        begun = false;
        bytesRead = 0;
        channel.writeAndFlush(packet, channel.voidPromise()); // a failure comes to exceptionCaught
    }

    boolean isIdle() {
        return waiting == null;
    }

    /** Looks at what comes before it is cut into packets. */
    ChannelInboundHandlerAdapter ahead() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object msg) {
                ByteBuf bytes = (ByteBuf) msg;
                if (isKnown(bytes)) {
                    bytes.release();
                } else {
                    ctx.fireChannelRead(bytes);
                }
            }
        };
    }

    private boolean isKnown(ByteBuf bytes) {
        if (waiting == null) {
            strayBytes = true;
        }
        if (begun || strayBytes) {
            begin = null; // it came in pieces
            return false;
        }
        begun = true;
        ExpectedAnswer answer = waiting;
        if (!answer.isKnown(bytes)) {
            begin = answer.toLearn(bytes);
            return false;
        }
        take();
        answer.answeredAsKnown();
        return true;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf packet = (ByteBuf) msg; // from the decoder before us
        try {
            if (waiting == null) { // a server that says why it hangs up, or nonsense
                ctx.close();
                return;
            }
            if (reader == null) {
                reader = new ResultReader(limits, capabilities);
            }
            bytesRead += packet.readableBytes();
            packet.skipBytes(Packets.HEADER_BYTES);
            if (reader.read(packet)) {
                ResultRows rows = reader.result();
                byte[] whole = begin != null && begin.length == bytesRead ? begin : null;
                take().answered(rows, whole);
            }
        } catch (CommandFailedException e) {
            take().failed(e);
        } catch (MalformedPacketException e) {
            broken(ctx, ErrorCode.CR_MALFORMED_PACKET, "Malformed packet: " + e.getMessage());
        } finally {
            packet.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        broken(ctx, ErrorCode.CR_SERVER_LOST, "Lost connection to MySQL server during query");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof PacketTooLargeException) {
            broken(ctx, ErrorCode.CR_NET_PACKET_TOO_LARGE, "Got packet bigger than the answer may be");
        } else {
            broken(ctx, ErrorCode.CR_SERVER_LOST, "Lost connection to MySQL server: " + cause.getMessage());
        }
    }

    private void broken(ChannelHandlerContext ctx, int code, String message) {
        if (waiting != null) {
            take().failed(new CommandFailedException(code, ErrPacket.GENERAL_STATE, message));
        }
        ctx.close();
    }

    private ExpectedAnswer take() {
        ExpectedAnswer taken = waiting;
        waiting = null;
        reader = null;
        begin = null;
        return taken;
    }
}
