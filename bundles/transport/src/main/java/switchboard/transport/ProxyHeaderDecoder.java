package switchboard.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.listen.ClientAddress;

/**
 * Takes the header of a trusted proxy from before the client's first byte, notes the address, and leaves. A client
 * without one is as welcome: we have greeted before we know.
 */
final class ProxyHeaderDecoder extends ByteToMessageDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyHeaderDecoder.class);

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (!ctx.channel().isActive()) {
            in.skipBytes(in.readableBytes());
            return;
        }
        ProxyHeader header;
        try {
            header = ProxyHeader.read(in);
        } catch (IllegalArgumentException wrong) {
            LOG.warn("Connection closed client={}: its PROXY header is wrong: {}", ctx.channel().remoteAddress(),
                    wrong.getMessage());
            in.skipBytes(in.readableBytes());
            ctx.close();
            return;
        }
        if (header == null) {
            return; // not all of it is there
        }
        in.skipBytes(header.length());
        if (header.client() != null) {
            ctx.channel().attr(ClientAddress.ANNOUNCED).set(header.client());
        }
        ctx.pipeline().remove(this); // passes on what follows
    }
}
