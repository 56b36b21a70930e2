package switchboard.mysql.proxy.session;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.listen.ClientAddress;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;

/** How a session ends: what it holds is given back, and the client gets the last words. */
final class SessionEnd {
    private static final Logger LOG = LoggerFactory.getLogger(SessionEnd.class);
    private static final long LAST_WORDS_SECONDS = 10;

    private final ClientSession session;

    SessionEnd(ClientSession session) {
        this.session = session;
    }

    /** Ends it and closes when what was written is sent and the client has closed, but after 10 s at the latest. */
    void afterFlush(String reason) {
        beforeLastWords(reason);
        lastWordsSaid();
    }

    /** Ends it; {@link #lastWordsSaid} has to follow, else the connection is closed in 10 s. */
    void beforeLastWords(String reason) {
        Channel channel = session.channel();
        end(reason);
        session.input().readOn(); // to see that the client closes; closed with bytes unread it would not read the error
        if (channel.isOpen()) {
            channel.eventLoop().schedule(() -> channel.close(), LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** All is written: the client gets it and the end of the stream. */
    void lastWordsSaid() {
        Channel channel = session.channel();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            SslHandler tls = channel.pipeline().get(SslHandler.class);
            if (!written.isSuccess() || !(channel instanceof DuplexChannel duplex)) {
                channel.close();
            } else if (tls != null) {
                tls.closeOutbound().addListener(closed -> duplex.shutdownOutput());
            } else {
                duplex.shutdownOutput();
            }
        });
    }

    /** Ends it, once; the channel is closed by the caller or is closed already. */
    void end(String reason) {
        ClientInput input = session.input();
        if (input.isClosed()) {
            return;
        }
        ProxyLoop loop = session.loop();
        if (input.isBusy()) {
            loop.counters().add(Counter.CLIENT_CONNECTIONS_ABORTED, 1);
            if (loop.settings().session().logUnhealthyConnections()) {
                LOG.warn("Closing unhealthy client connection {} thread_id={} reason={}",
                        ClientAddress.of(session.channel()), session.id(), reason);
            }
        }
        LOG.debug("Session ended thread_id={} reason={}", session.id(), reason);
        input.closed();
        session.execution().abort();
        session.backends().releaseAll();
        session.statements().forgetAll();
        loop.leave(session.id());
        session.sessions().remove(session);
        session.sessions().leaveUser(session.account().username());
        session.sessions().leave();
        loop.counters().add(Counter.CLIENT_CONNECTIONS_CONNECTED, -1);
        session.context().unlock();
    }
}
