package switchboard.mysql.protocol.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Promise;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.PacketTooLargeException;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.ErrPacket;

/** One command after the other on a connection that is logged in; on its event loop. */
final class CommandHandler extends ChannelInboundHandlerAdapter {
    private Promise<ResultRows> waiting; // null while idle
    private ResultReader reader;

    /** Sends a command and keeps the promise with its answer. Releases the packet. */
    void send(Channel channel, ByteBuf packet, ResultReader answer, Promise<ResultRows> promise) {
        if (waiting != null || !channel.isActive()) {
            packet.release();
            promise.tryFailure(waiting != null
                    ? new IllegalStateException("a command is under way on this connection")
                    : new CommandFailedException(ErrorCode.CR_SERVER_GONE_ERROR, ErrPacket.GENERAL_STATE,
                            "MySQL server has gone away"));
            return;
        }
        waiting = promise;
        reader = answer;
        channel.writeAndFlush(packet).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    boolean isIdle() {
        return waiting == null;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf packet = (ByteBuf) msg; // from the decoder before us
        try {
            if (waiting == null) { // a server that says why it hangs up, or nonsense
                ctx.close();
                return;
            }
            packet.skipBytes(Packets.HEADER_BYTES);
            if (reader.read(packet)) {
                ResultRows rows = reader.result();
                take().trySuccess(rows);
            }
        } catch (CommandFailedException e) {
            take().tryFailure(e);
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
            take().tryFailure(new CommandFailedException(code, ErrPacket.GENERAL_STATE, message));
        }
        ctx.close();
    }

    private Promise<ResultRows> take() {
        Promise<ResultRows> taken = waiting;
        waiting = null;
        reader = null;
        return taken;
    }
}
