package switchboard.mysql.proxy;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import switchboard.mysql.protocol.server.Certificate;

/**
 * The attribute {@code spiffe_id} of an account: its client is known by the URI in its TLS certificate, the password is
 * ignored (ProxySQL manual, mysql_users.attributes). {@code spiffe://...} must be equal, {@code !regex} must match the whole.
 */
final class SpiffeId {
    private static final String KEY = "spiffe_id";
    private static final String SCHEME = "spiffe://";
    private static final Integer URI = 6; // GeneralName of RFC 5280

    private SpiffeId() {
    }

    /** What the certificate of a client says of the account that it asks for. */
    static Certificate of(String attributes, Optional<SSLSession> tls) {
        Optional<String> wanted = AccountAttributes.text(attributes, KEY);
        return wanted.isEmpty() ? Certificate.NOT_ASKED : compare(wanted.get(), tls.flatMap(SpiffeId::idOf));
    }

    /** @param id of the certificate, empty without one */
    static Certificate compare(String wanted, Optional<String> id) {
        return id.filter(shown -> fits(wanted, shown)).isPresent() ? Certificate.FITS : Certificate.DIFFERS;
    }

    private static boolean fits(String wanted, String id) {
        if (!wanted.startsWith("!")) {
            return wanted.equals(id);
        }
        try {
            return Pattern.matches(wanted.substring(1), id);
        } catch (PatternSyntaxException broken) {
            return false;
        }
    }

    private static Optional<String> idOf(SSLSession tls) {
        try {
            X509Certificate certificate = (X509Certificate) tls.getPeerCertificates()[0];
            var names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Optional.empty()
                    : names.stream().filter(name -> URI.equals(name.get(0))).map(SpiffeId::value)
                            .filter(uri -> uri.startsWith(SCHEME)).findFirst();
        } catch (SSLPeerUnverifiedException | CertificateParsingException none) {
            return Optional.empty();
        }
    }

    private static String value(List<?> name) {
        return String.valueOf(name.get(1));
    }
}
