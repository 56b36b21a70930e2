package switchboard.transport.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CRL;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import switchboard.api.transport.TlsFiles;

/**
 * A context for connections to servers. As in ProxySQL a server is verified by its chain when there is an authority to
 * verify it with, and its name is not compared.
 */
final class ServerSide {
    private ServerSide() {
    }

    static SslContext context(TlsFiles files) {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(TlsLibrary.PROVIDER)
                    .endpointIdentificationAlgorithm(null).trustManager(trust(files)).protocols(protocols(files));
            if (!files.cipher().isEmpty()) {
                builder.ciphers(CipherNames.parse(files.cipher()));
            }
            if (!files.certificate().isEmpty() && !files.key().isEmpty()) {
                Path certificate = Path.of(files.certificate());
                PrivateKey key = Pem.key(Path.of(files.key()));
                List<X509Certificate> chain = Pem.certificates(certificate);
                if (!KeyFit.fits(chain.get(0).getPublicKey(), key)) {
                    throw new IllegalArgumentException(files.key() + " is not the key of " + files.certificate());
                }
                builder.keyManager(key, chain);
            }
            return builder.build();
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException("TLS to servers with " + files + ": " + unusable.getMessage(),
                    unusable);
        }
    }

    private static List<String> protocols(TlsFiles files) {
        if (files.tlsVersion().isEmpty()) {
            return ClientSide.PROTOCOLS;
        }
        List<String> wanted = Arrays.stream(files.tlsVersion().split(",")).map(String::trim).toList();
        for (String version : wanted) {
            if (!ClientSide.PROTOCOLS.contains(version)) {
                throw new IllegalArgumentException(
                        "tls_version: '" + version + "' is none; write TLSv1.2, TLSv1.3 or both with a comma");
            }
        }
        return wanted;
    }

    private static TrustManagerFactory trust(TlsFiles files) throws IOException, GeneralSecurityException {
        List<Path> authorities = paths(files.ca(), files.caPath());
        if (authorities.isEmpty()) { // as ProxySQL: encrypted, and the server not verified unless a CA is set
            return InsecureTrustManagerFactory.INSTANCE;
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        for (Path file : authorities) {
            for (X509Certificate authority : Pem.certificates(file)) {
                trusted.setCertificateEntry(String.valueOf(trusted.size()), authority);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        List<CRL> revoked = new ArrayList<>();
        for (Path file : paths(files.crl(), files.crlPath())) {
            revoked.addAll(Pem.revocations(file));
        }
        if (revoked.isEmpty()) {
            factory.init(trusted);
        } else {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, new X509CertSelector());
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(revoked)));
            factory.init(new CertPathTrustManagerParameters(parameters));
        }
        return factory;
    }

    private static List<Path> paths(String file, String folder) throws IOException {
        List<Path> found = file.isEmpty() ? List.of() : List.of(Path.of(file));
        return folder.isEmpty() ? found : CertificateFiles.in(Path.of(folder), found);
    }
}
