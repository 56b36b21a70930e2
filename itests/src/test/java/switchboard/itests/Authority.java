package switchboard.itests;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A certificate authority of a test, and what it signs: PEM files of one folder, named as MySQL names its own. */
final class Authority {
    static final String KEY_STORE_PASSWORD = "changeit";

    private final Path folder;
    private final X509Bundle authority;
    private final Map<String, X509Bundle> signed = new HashMap<>();

    Authority(Path folder) throws IOException {
        this.folder = folder;
        try {
            authority = new CertificateBuilder().rsa2048().subject("CN=authority").setIsCertificateAuthority(true)
                    .buildSelfSigned();
        } catch (Exception e) { // the builder declares nothing narrower
            throw new IOException(e);
        }
        Files.writeString(ca(), authority.getCertificatePEM());
    }

    /** Makes {@code NAME-cert.pem} and {@code NAME-key.pem}. */
    Authority sign(String name, String... uris) throws IOException {
        try {
            CertificateBuilder builder = new CertificateBuilder().rsa2048().subject("CN=" + name);
            for (String uri : uris) {
                builder.addSanUriName(uri);
            }
            X509Bundle made = builder.buildIssuedBy(authority);
            signed.put(name, made);
            Files.writeString(file(name, "cert"), made.getCertificatePEM());
            Files.writeString(file(name, "key"), made.getPrivateKeyPEM());
            return this;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    Path ca() {
        return folder.resolve("ca.pem");
    }

    /** @param kind cert or key */
    Path file(String name, String kind) {
        return folder.resolve(name + "-" + kind + ".pem");
    }

    /** A certificate with its key for drivers of Java, PKCS12. */
    Path keyStore(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        store(signed.get(name), file);
        return file;
    }

    /** A list of what is no longer good. */
    Path revoked(String... names) throws Exception {
        Path store = folder.resolve("authority.p12");
        store(authority, store);
        Path list = folder.resolve("revoked-" + String.join("-", names) + ".pem");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-gencrl", "-rfc", "-keystore", store.toString(), "-storepass", KEY_STORE_PASSWORD, "-alias", "1",
                "-sigalg", "SHA256withRSA", "-file", list.toString()));
        for (String name : names) {
            command.addAll(List.of("-id", signed.get(name).getCertificate().getSerialNumber().toString()));
        }
        Shell.run(Map.of(), "", command).orFail();
        return list;
    }

    private static void store(X509Bundle bundle, Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("1", bundle.getKeyPair().getPrivate(), KEY_STORE_PASSWORD.toCharArray(),
                bundle.getCertificatePath());
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, KEY_STORE_PASSWORD.toCharArray());
        }
    }
}
