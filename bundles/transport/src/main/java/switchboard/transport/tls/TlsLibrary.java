package switchboard.transport.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** BoringSSL (or OpenSSL) where netty-tcnative is there, which needs half of the JDK's CPU; the JDK otherwise. */
final class TlsLibrary {
    static final SslProvider PROVIDER = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    static final String NAME = PROVIDER == SslProvider.JDK
            ? "JDK " + Runtime.version()
            : OpenSsl.versionString();

    static {
        Logger log = LoggerFactory.getLogger(TlsLibrary.class);
        log.info("TLS by {}", NAME);
        Throwable cause = OpenSsl.unavailabilityCause();
        if (cause != null && !(cause instanceof ClassNotFoundException)) { // its classes are there, and don't work
            log.warn("netty-tcnative can't be used: {}", cause.getMessage());
        }
    }

    private TlsLibrary() {
    }
}
