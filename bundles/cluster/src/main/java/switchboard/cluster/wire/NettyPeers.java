package switchboard.cluster.wire;

import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import switchboard.api.transport.Transport;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.peer.PeerConnection;
import switchboard.cluster.peer.PeerCredentials;
import switchboard.cluster.peer.PeerException;
import switchboard.cluster.peer.PeerTransport;
import switchboard.mysql.protocol.Collations;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.client.ClientConnection;
import switchboard.mysql.protocol.client.ClientCredentials;
import switchboard.mysql.protocol.client.LoginRefusedException;

/** Opens connections to admin ports on the last of the event loops, so that the first, which accepts, has least to do. */
public final class NettyPeers implements PeerTransport {
    /** ProxySQL's limit for the connect; the login gets more, for TLS on a busy machine. */
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration LOGIN = Duration.ofSeconds(10);

    private final Supplier<Transport> transport;
    private final Executor cluster;
    private final SslContext tls;

    /**
     * @param transport null while there is none
     * @param cluster the cluster's thread, on which stages are completed
     */
    public NettyPeers(Supplier<Transport> transport, Executor cluster) {
        this.transport = transport;
        this.cluster = cluster;
        this.tls = encrypting();
    }

    /** It encrypts and does not ask who is there, as ProxySQL: its certificates are self-signed by default. */
    private static SslContext encrypting() {
        try {
            return SslContextBuilder.forClient().sslProvider(SslProvider.JDK)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm("").build();
        } catch (SSLException impossible) {
            throw new IllegalStateException("this Java has no TLS", impossible);
        }
    }

    @Override
    public CompletionStage<PeerConnection> connect(PeerAddress peer, PeerCredentials credentials, Use use) {
        CompletableFuture<PeerConnection> result = new CompletableFuture<>();
        try {
            open(peer, credentials, use, tls, result);
        } catch (RejectedExecutionException ended) {
            fail(result, "the event loops have ended");
        }
        return result;
    }

    private void open(PeerAddress peer, PeerCredentials credentials, Use use, SslContext secure,
            CompletableFuture<PeerConnection> result) {
        Transport now = transport.get();
        if (now == null || now.eventLoops().isEmpty()) {
            fail(result, "the module transport is stopped");
            return;
        }
        EventLoop loop = now.eventLoops().getLast();
        Secret secret = credentials.password().isEmpty()
                ? Secret.NONE
                : new Secret.ClearText(credentials.password());
        ClientCredentials login = new ClientCredentials(credentials.username(), secret, null,
                ClientConnection.CAPABILITIES, Collations.UTF8MB4_GENERAL_CI, Map.of(), secure);
        PeerLimits limits = PeerLimits.of(use);
        Future<ClientConnection> opened = ClientConnection.open(loop, login, limits.results(),
                handler -> now.connect(loop, peer.hostname(), peer.port(), CONNECT,
                        SilenceLimit.before(handler, limits.silence())));
        ScheduledFuture<?> deadline = loop.schedule(() -> opened.cancel(false), LOGIN.toMillis(),
                TimeUnit.MILLISECONDS);
        opened.addListener(done -> {
            deadline.cancel(false);
            if (done.isSuccess()) {
                PeerConnection connection = new NettyPeer(opened.getNow(), loop, cluster, limits);
                try {
                    cluster.execute(() -> result.complete(connection));
                } catch (RejectedExecutionException stopped) { // nobody would ever close it
                    connection.close();
                }
            } else if (secure != null && !credentials.tlsRequired() && isWithoutTls(done.cause())) {
                open(peer, credentials, use, null, result);
            } else {
                fail(result, done.isCancelled()
                        ? "no login within " + LOGIN.toSeconds() + " s"
                        : String.valueOf(done.cause().getMessage()));
            }
        });
    }

    private static boolean isWithoutTls(Throwable cause) {
        return cause instanceof LoginRefusedException refused && refused.code() == ErrorCode.CR_SSL_CONNECTION_ERROR
                && refused.getMessage().contains("doesn't support");
    }

    private void fail(CompletableFuture<PeerConnection> result, String why) {
        try {
            cluster.execute(() -> result.completeExceptionally(new PeerException(why, false)));
        } catch (RejectedExecutionException stopped) {
            return; // nobody wants to know any more
        }
    }
}
