package switchboard.mysql.protocol.server;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * Who asks.
 *
 * @param clientHost IP address, or localhost for a Unix socket
 * @param tlsSession empty without TLS; may hold the client's certificate
 */
public record LoginAttempt(String clientHost, Optional<SSLSession> tlsSession) {
    public LoginAttempt {
        Objects.requireNonNull(clientHost);
        Objects.requireNonNull(tlsSession);
    }

    /** The TLS session of a channel: that of the SslHandler in its pipeline. */
    public static Optional<SSLSession> tlsSession(ChannelPipeline pipeline) {
        return Optional.ofNullable(pipeline.get(SslHandler.class)).map(handler -> handler.engine().getSession());
    }

    public boolean tls() {
        return tlsSession.isPresent();
    }
}
