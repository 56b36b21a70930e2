package switchboard.api.transport;

import java.util.Objects;

/**
 * What TLS towards a server uses (ProxySQL manual, {@code mysql-ssl_p2s_*} and {@code mysql_servers_ssl_params}). Each is
 * empty for none.
 *
 * @param ca file of certificates that sign the server's; with neither {@code ca} nor {@code caPath} no server is verified
 * @param caPath folder of such files
 * @param certificate file of our certificate, for servers that ask for one
 * @param key file of its key
 * @param cipher names, as OpenSSL or the JDK writes them, between colons
 * @param crl file of revoked certificates
 * @param crlPath folder of such files
 * @param tlsVersion {@code TLSv1.2}, {@code TLSv1.3} or both, between commas
 */
public record TlsFiles(String ca, String caPath, String certificate, String key, String cipher, String crl,
        String crlPath, String tlsVersion) {
    public TlsFiles {
        Objects.requireNonNull(ca);
        Objects.requireNonNull(caPath);
        Objects.requireNonNull(certificate);
        Objects.requireNonNull(key);
        Objects.requireNonNull(cipher);
        Objects.requireNonNull(crl);
        Objects.requireNonNull(crlPath);
        Objects.requireNonNull(tlsVersion);
    }

    /** These, where they say something, and the others where they do not. */
    public TlsFiles or(TlsFiles others) {
        return new TlsFiles(first(ca, others.ca), first(caPath, others.caPath), first(certificate, others.certificate),
                first(key, others.key), first(cipher, others.cipher), first(crl, others.crl),
                first(crlPath, others.crlPath), first(tlsVersion, others.tlsVersion));
    }

    private static String first(String mine, String other) {
        return mine.isEmpty() ? other : mine;
    }
}
