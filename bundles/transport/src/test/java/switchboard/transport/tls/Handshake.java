package switchboard.transport.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Two ends of TLS, without a network. */
final class Handshake implements AutoCloseable {
    private final EmbeddedChannel server;
    private final EmbeddedChannel client;
    private final SslHandler clientTls;
    private final SslHandler serverTls;

    Handshake(SslContext accepting, SslContext connecting) {
        serverTls = accepting.newHandler(io.netty.buffer.UnpooledByteBufAllocator.DEFAULT);
        clientTls = connecting.newHandler(io.netty.buffer.UnpooledByteBufAllocator.DEFAULT);
        server = new EmbeddedChannel(serverTls);
        client = new EmbeddedChannel(clientTls);
        boolean moved = true;
        while (moved) {
            moved = carry(client, server) | carry(server, client);
        }
    }

    private static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
        from.runPendingTasks();
        boolean moved = false;
        for (ByteBuf out = from.readOutbound(); out != null; out = from.readOutbound()) {
            moved = true;
            if (!to.isActive()) {
                out.release();
                continue;
            }
            try {
                to.writeInbound(out);
            } catch (RuntimeException refused) {
                to.close(); // as handlers behind it do
            } catch (Exception refused) { // Netty throws what it does not declare
                to.close();
            }
        }
        return moved;
    }

    /** Null if it came about. */
    Throwable failure() {
        return clientTls.handshakeFuture().cause();
    }

    /** Why the server refused; null if it did not. */
    Throwable refusal() {
        return serverTls.handshakeFuture().cause();
    }

    /** Null if the client showed none. */
    X509Certificate clientCertificate() {
        try {
            return (X509Certificate) serverTls.engine().getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }

    String protocol() {
        return clientTls.engine().getSession().getProtocol();
    }

    String cipher() {
        return clientTls.engine().getSession().getCipherSuite();
    }

    X509Certificate serverCertificate() throws SSLPeerUnverifiedException {
        return (X509Certificate) clientTls.engine().getSession().getPeerCertificates()[0];
    }

    @Override
    public void close() {
        try {
            client.finishAndReleaseAll();
            server.finishAndReleaseAll();
        } catch (RuntimeException alreadySeen) {
            // a refused handshake reports itself once more
        }
    }
}
