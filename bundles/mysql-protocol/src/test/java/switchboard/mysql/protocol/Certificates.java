package switchboard.mysql.protocol;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/** TLS for tests: one certificate that signs itself, and a client that trusts it. */
public final class Certificates {
    private static final X509Bundle BUNDLE = make();

    private Certificates() {
    }

    public static SslContext server() throws Exception {
        return SslContextBuilder.forServer(BUNDLE.getKeyPair().getPrivate(), BUNDLE.getCertificatePath())
                .sslProvider(SslProvider.JDK).build();
    }

    public static SslContext client() throws Exception {
        return SslContextBuilder.forClient().trustManager(BUNDLE.getCertificate()).sslProvider(SslProvider.JDK)
                .endpointIdentificationAlgorithm("").build();
    }

    private static X509Bundle make() {
        try {
            return new CertificateBuilder().subject("CN=localhost").setIsCertificateAuthority(true)
                    .ecp256().buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
