package switchboard.mysql.proxy;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.variables.VariableValues;

/** TLS towards servers with use_ssl=1 (ProxySQL 2.7 manual, mysql-ssl_p2s_*). */
final class BackendTls {
    private static final Logger LOG = LoggerFactory.getLogger(BackendTls.class);

    private BackendTls() {
    }

    /** As the variables say; null, with a line in the log, if they name files that can't be used. */
    static SslContext of(VariableValues now) {
        String ca = now.text("mysql-ssl_p2s_ca");
        String certificate = now.text("mysql-ssl_p2s_cert");
        String key = now.text("mysql-ssl_p2s_key");
        try {
            SslContextBuilder builder = SslContextBuilder.forClient().endpointIdentificationAlgorithm(null);
            if (ca.isEmpty()) { // as ProxySQL: encrypted, and the server not verified unless a CA is set
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            } else {
                builder.trustManager(new File(ca));
            }
            if (!certificate.isEmpty() && !key.isEmpty()) {
                builder.keyManager(new File(certificate), new File(key));
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException unusable) {
            LOG.error("TLS to servers is off: correct mysql-ssl_p2s_ca, mysql-ssl_p2s_cert, mysql-ssl_p2s_key: {}",
                    unusable.getMessage());
            return null;
        }
    }
}
