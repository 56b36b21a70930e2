package switchboard.mysql.proxy.gtid;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.transport.Transport;

/** A lasting connection to a server's binlog reader; tried again when it breaks. On one event loop. */
final class GtidReader {
    /** The server beside which a binlog reader runs. */
    record Place(String hostname, int port, int gtidPort) {
    }

    private static final Logger LOG = LoggerFactory.getLogger(GtidReader.class);
    private static final int MAX_LINE = 1 << 20;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final Place place;
    private final EventLoop loop;
    private final Transport transport;
    private final LongSupplier retryMillis;
    private final Runnable grown;
    private GtidLines lines = new GtidLines();
    private volatile GtidLines live; // null while nobody tells
    private Channel channel;
    private boolean failing; // was told, and nothing was understood since
    private boolean closed;

    /**
     * @param retryMillis mysql-binlog_reader_connect_retry_msec
     * @param grown called on the loop when more transactions are known
     */
    GtidReader(Place place, EventLoop loop, Transport transport, LongSupplier retryMillis, Runnable grown) {
        this.place = place;
        this.loop = loop;
        this.transport = transport;
        this.retryMillis = retryMillis;
        this.grown = grown;
    }

    void connect() {
        if (closed) {
            return;
        }
        var connecting = transport.connect(loop, place.hostname(), place.gtidPort(), CONNECT_LIMIT,
                new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        opened.pipeline().addLast(new LineBasedFrameDecoder(MAX_LINE, true, true), new Lines());
                    }
                });
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                connected(connecting.getNow());
            } else {
                lost(String.valueOf(done.cause().getMessage()));
            }
        });
    }

    private void connected(Channel opened) {
        channel = opened;
        if (closed) {
            opened.close();
            return;
        }
        opened.closeFuture().addListener(gone -> lost("the connection was closed"));
    }

    private void lost(String reason) {
        channel = null;
        live = null;
        if (closed) {
            return;
        }
        if (!failing) {
            failing = true;
            LOG.warn("Binlog reader lost server={}:{} gtid_port={}: {}. It is tried again every {} ms",
                    place.hostname(), place.port(), place.gtidPort(), reason, retryMillis.getAsLong());
        }
        loop.schedule(this::connect, retryMillis.getAsLong(), TimeUnit.MILLISECONDS);
    }

    void close() {
        closed = true;
        live = null;
        if (channel != null) {
            channel.close();
        }
    }

    /** Whether the server is known now to have executed all of these. Any thread. */
    boolean has(Gtids wanted) {
        GtidLines now = live;
        return now != null && now.executed().contains(wanted);
    }

    GtidReaders.Row row() {
        return new GtidReaders.Row(place.hostname(), place.port(), lines.executed().text(), lines.events());
    }

    private void understood() {
        live = lines;
        failing = false;
        LOG.info("Binlog reader connected server={}:{} gtid_port={}", place.hostname(), place.port(),
                place.gtidPort());
    }

    /** What arrives: each connection begins with all that was executed. */
    private final class Lines extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            lines = new GtidLines();
            ctx.fireChannelActive();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
            if (!ctx.channel().isActive()) {
                return; // behind what wasn't understood
            }
            lines.line(line.toString(StandardCharsets.US_ASCII));
            if (live == null && !closed) {
                understood();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            if (live != null) {
                grown.run();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (!failing) {
                failing = true;
                LOG.warn("Binlog reader misunderstood server={}:{} gtid_port={}: {}. It is tried again every {} ms",
                        place.hostname(), place.port(), place.gtidPort(), cause.getMessage(), retryMillis.getAsLong());
            }
            ctx.close();
        }
    }
}
