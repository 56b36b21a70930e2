package switchboard.transport.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS for clients: makes the files when there are none, and a context of them. Reads files and computes: no event loop. */
final class ClientSide {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSide.class);
    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final CertificateFiles files;
    private final InstantSource clock;

    ClientSide(Path datadir, InstantSource clock) {
        this.files = CertificateFiles.in(datadir);
        this.clock = clock;
    }

    /**
     * Makes certificates if there are none.
     *
     * @throws IllegalArgumentException only some files are there, or they can't be written
     */
    void ensureFiles() {
        List<Path> missing = files.missing();
        if (missing.isEmpty()) {
            return;
        }
        if (!files.noneExists()) {
            throw new IllegalArgumentException("Only some TLS files are present, missing: " + missing
                    + "; put it there, or remove the others to have new ones made");
        }
        try {
            files.write(new CertificateMaker(clock.instant()).make());
            LOG.info("Certificates made for TLS with clients: {}, {}, {}", files.ca(), files.certificate(),
                    files.key());
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalArgumentException("certificates for TLS can't be made in " + files.ca().getParent() + ": "
                    + failed.getMessage(), failed);
        }
    }

    /**
     * Reads the files. Clients may show a certificate, as ProxySQL asks for one; it has to be of the authority then.
     *
     * @throws IllegalArgumentException they can't be used; says which, and why
     */
    SslContext context() {
        PrivateKey key = Pem.key(files.key());
        List<X509Certificate> chain = new ArrayList<>(Pem.certificates(files.certificate()));
        List<X509Certificate> authorities = Pem.certificates(files.ca());
        for (X509Certificate authority : authorities) {
            if (!chain.contains(authority)) {
                chain.add(authority);
            }
        }
        requireFit(chain.get(0), key);
        try {
            SslContext context = SslContextBuilder.forServer(key, chain.toArray(X509Certificate[]::new))
                    .sslProvider(TlsLibrary.PROVIDER).protocols(PROTOCOLS).clientAuth(ClientAuth.OPTIONAL)
                    .trustManager(authorities.toArray(X509Certificate[]::new)).build();
            LOG.info("TLS for clients is ready certificate={} expires={} provider={}", files.certificate(),
                    chain.get(0).getNotAfter().toInstant(), TlsLibrary.NAME);
            return context;
        } catch (IOException | IllegalArgumentException unusable) {
            throw new IllegalArgumentException(files.certificate() + " and " + files.key() + " can't be used: "
                    + unusable.getMessage(), unusable);
        }
    }

    private void requireFit(X509Certificate certificate, PrivateKey key) {
        if (!KeyFit.fits(certificate.getPublicKey(), key)) {
            throw new IllegalArgumentException(files.key() + " is not the key of " + files.certificate());
        }
    }
}
