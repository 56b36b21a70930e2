package switchboard.transport.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of ciphers as OpenSSL writes them, in the words of the TLS registry that the JDK takes; these pass as they are. */
final class CipherNames {
    private static final Pattern OPENSSL = Pattern.compile(
            "(?:(ECDHE|DHE)-(RSA|ECDSA)-)?(AES128|AES256|CHACHA20)(?:-(GCM|POLY1305))?(?:-(SHA|SHA256|SHA384))?");

    private CipherNames() {
    }

    /** @throws IllegalArgumentException a name is none */
    static List<String> parse(String text) {
        List<String> names = new ArrayList<>();
        for (String entry : text.split("[:, ]+")) {
            if (!entry.isEmpty()) {
                names.add(entry.startsWith("TLS_") ? entry : translated(entry));
            }
        }
        return names;
    }

    private static String translated(String name) {
        Matcher parts = OPENSSL.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException("cipher: '" + name + "' is not known; write names like "
                    + "ECDHE-RSA-AES128-GCM-SHA256, with colons between them");
        }
        String exchange = parts.group(1) == null ? "RSA" : parts.group(1) + "_" + parts.group(2);
        String mode = parts.group(4) == null ? "CBC" : parts.group(4);
        String cipher = parts.group(3).startsWith("AES") ? "AES_" + parts.group(3).substring(3) : parts.group(3);
        String hash = parts.group(5) == null ? "SHA256" : parts.group(5);
        return "TLS_" + exchange + "_WITH_" + cipher + "_" + mode + "_" + hash;
    }
}
