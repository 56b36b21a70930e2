package switchboard.admin.telnet;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each line back, and OK if it is a command, else NOT OK. {@code quit} closes the connection, {@code shutdown} ends
 * the process: here only for clients of this machine, for nobody logs in.
 */
final class TelnetLines extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Logger LOG = LoggerFactory.getLogger(TelnetLines.class);

    private final Runnable shutdown;

    TelnetLines(Runnable shutdown) {
        this.shutdown = shutdown;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        String line = bytes.toString(StandardCharsets.UTF_8).strip();
        if (line.equalsIgnoreCase("quit")) {
            context.close();
            return;
        }
        boolean ends = line.equalsIgnoreCase("shutdown") && isLocal(context.channel().remoteAddress());
        String answer = line + "\n" + (ends ? "OK" : "NOT OK") + "\n";
        var written = context.writeAndFlush(ByteBufUtil.writeUtf8(context.alloc(), answer));
        if (ends) {
            LOG.info("Received shutdown by telnet client={}", context.channel().remoteAddress());
            written.addListener(ChannelFutureListener.CLOSE).addListener(done -> shutdown.run());
        }
    }

    /** A Unix socket, or a loopback address. */
    private static boolean isLocal(SocketAddress client) {
        if (!(client instanceof InetSocketAddress inet)) {
            return true;
        }
        InetAddress address = inet.getAddress();
        return address != null && address.isLoopbackAddress();
    }

    /** The client is gone, or a line was too long. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("Telnet connection closed client={}: {}", context.channel().remoteAddress(), cause.toString());
        context.close();
    }
}
