package switchboard.mysql.protocol.client;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import javax.net.ssl.SSLException;

/** TLS towards servers by files, as ProxySQL's variables mysql-ssl_p2s_* name them. */
public final class ClientTls {
    private ClientTls() {
    }

    /**
     * Reads the files: not for an event loop.
     *
     * @param ca empty: the server is not verified, as with ProxySQL; its name never is
     * @param certificate of the client; empty, or without {@code key}: none
     * @throws SSLException the files can't be used
     */
    public static SslContext of(String ca, String certificate, String key) throws SSLException {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient().endpointIdentificationAlgorithm(null);
            if (ca.isEmpty()) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            } else {
                builder.trustManager(new File(ca));
            }
            if (!certificate.isEmpty() && !key.isEmpty()) {
                builder.keyManager(new File(certificate), new File(key));
            }
            return builder.build();
        } catch (IllegalArgumentException unusable) {
            throw new SSLException(unusable.getMessage(), unusable);
        }
    }
}
