package switchboard.monitor.rig;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLException;
import switchboard.api.transport.TlsContexts;
import switchboard.api.transport.TlsFiles;

/** Trusts every server; a CA named {@code missing.pem} can't be read. */
public final class TestTls implements TlsContexts {
    @Override
    public boolean isOffered() {
        return false;
    }

    @Override
    public CompletionStage<SslContext> accepting() {
        return CompletableFuture.failedFuture(new AssertionError("nobody is accepted here"));
    }

    @Override
    public SslContext connecting(TlsFiles files) {
        if (files.ca().equals("missing.pem")) {
            throw new IllegalArgumentException("missing.pem can't be read");
        }
        try {
            return SslContextBuilder.forClient().endpointIdentificationAlgorithm(null)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE).build();
        } catch (SSLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
