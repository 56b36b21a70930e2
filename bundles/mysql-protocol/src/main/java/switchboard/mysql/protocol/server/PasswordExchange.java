package switchboard.mysql.protocol.server;

import static switchboard.mysql.protocol.auth.AuthPlugin.CACHING_SHA2_PASSWORD;
import static switchboard.mysql.protocol.auth.AuthPlugin.MYSQL_CLEAR_PASSWORD;
import static switchboard.mysql.protocol.auth.AuthPlugin.MYSQL_NATIVE_PASSWORD;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import switchboard.mysql.protocol.auth.CachingSha2Password;
import switchboard.mysql.protocol.auth.NativePassword;
import switchboard.mysql.protocol.auth.RsaPassword;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.auth.StoredPassword;

/**
 * One proof of a password, without channel: fed with what the client sends, says what to do next (ProxySQL manual,
 * "Authentication methods"; MySQL protocol reference, "Caching_sha2_password information").
 *
 * <pre>
 * begin ── native ─────────────────────────────────────────────► Proven or Denied
 *   │  └── other plugin: switch ── SWITCHED ── native or sha2 ──► as below or above
 *   └──── sha2, clear text known ──────────────────────────────► Proven or Denied
 *         sha2, only a hash known: 0x04 ── PASSWORD ── clear text in TLS or RSA ──► Proven or Denied
 *                                             └── 0x02: RSA key ── ENCRYPTED ──► Proven or Denied
 * </pre>
 */
final class PasswordExchange {
    private enum State {
        NEW, SWITCHED, PASSWORD, ENCRYPTED, OVER
    }

    /** What follows: a payload to send, or the end. */
    sealed interface Verdict {
        /** Asks the client. */
        record Ask(byte[] payload) implements Verdict {
        }

        /** Asks the client to use another plugin. */
        record Switch(String plugin) implements Verdict {
        }

        /** Ends well; the notice is sent before the OK and may be empty. */
        record Proven(Secret secret, byte[] notice) implements Verdict {
        }

        /** Ends badly; the error says whether there was a password at all. */
        record Denied(boolean passwordGiven) implements Verdict {
        }
    }

    private static final byte[] NO_NOTICE = {};
    private static final int NATIVE_PROOF_BYTES = 20;
    private static final byte[] FAST_SUCCESS = {CachingSha2Password.MORE_DATA,
            CachingSha2Password.FAST_AUTH_SUCCESS};

    private final Account account;
    private final byte[] nonce;
    private final boolean safeChannel;
    private final RsaPassword rsa;
    private State state = State.NEW;
    private String switchedTo;

    /**
     * A new proof.
     *
     * @param account null if there is none: every proof is wrong then
     * @param safeChannel TLS or Unix socket: a clear text may travel on it
     * @param rsa null for none
     */
    PasswordExchange(Account account, byte[] nonce, boolean safeChannel, RsaPassword rsa) {
        this.account = account;
        this.nonce = nonce;
        this.safeChannel = safeChannel;
        this.rsa = rsa;
    }

    /**
     * The first proof.
     *
     * @param plugin the client's, null if it names none and can't switch
     * @param preferred the plugin of the greeting
     */
    Verdict begin(String plugin, String preferred, byte[] proof) {
        String used = plugin == null ? MYSQL_NATIVE_PASSWORD : plugin;
        if (used.equals(MYSQL_CLEAR_PASSWORD) && safeChannel) {
            if (asksCertificate()) {
                return byCertificate(false, proof.length > 1);
            }
            return clearText(withoutZero(proof));
        }
        boolean noProof = used.equals(MYSQL_NATIVE_PASSWORD) && proof.length != 0 && proof.length != NATIVE_PROOF_BYTES;
        boolean fits = used.equals(preferred) && !noProof || plugin == null; // vert.x waits for a switch to change users
        if (!fits) {
            state = State.SWITCHED;
            switchedTo = used.equals(CACHING_SHA2_PASSWORD) && provableBySha2()
                    ? CACHING_SHA2_PASSWORD
                    : MYSQL_NATIVE_PASSWORD;
            return new Verdict.Switch(switchedTo);
        }
        return prove(used, proof);
    }

    /**
     * ProxySQL switches every other plugin to native. Clients of MySQL 9 no longer have that one, so who names
     * caching_sha2_password may use it, unless the account's hash is one that only native can prove without the clear text.
     */
    private boolean provableBySha2() {
        return account == null || !(account.password() instanceof StoredPassword.DoubleSha1);
    }

    /** The client's answer to {@code Ask} or {@code Switch}. */
    Verdict answer(byte[] payload) {
        return switch (state) {
            case SWITCHED -> prove(switchedTo, payload);
            case PASSWORD -> password(payload);
            case ENCRYPTED -> encrypted(payload);
            case NEW, OVER -> throw new IllegalStateException("no answer expected in state " + state);
        };
    }

    private Verdict prove(String plugin, byte[] proof) {
        boolean sha2 = plugin.equals(CACHING_SHA2_PASSWORD);
        boolean empty = proof.length == 0 || sha2 && proof.length == 1 && proof[0] == 0;
        if (asksCertificate()) {
            return byCertificate(sha2, !empty);
        }
        if (empty || account == null || account.password() instanceof StoredPassword.Empty) {
            boolean proven = empty && account != null && account.password() instanceof StoredPassword.Empty;
            return proven ? proven(Secret.NONE, NO_NOTICE) : denied(!empty);
        }
        return sha2 ? proveSha2(proof) : proveNative(proof);
    }

    private boolean asksCertificate() {
        return account != null && account.certificate() != Certificate.NOT_ASKED;
    }

    private Verdict byCertificate(boolean sha2, boolean passwordGiven) {
        if (account.certificate() != Certificate.FITS) {
            return denied(passwordGiven);
        }
        return proven(Secret.NONE, sha2 && passwordGiven ? FAST_SUCCESS.clone() : NO_NOTICE); // the client waits for it
    }

    private Verdict proveNative(byte[] proof) {
        Optional<Secret> secret = switch (account.password()) {
            case StoredPassword.Clear clear -> nativeClear(clear.password(), proof);
            case StoredPassword.DoubleSha1 hash ->
                NativePassword.recoverStage1(hash.stage2(), nonce, proof).map(Secret.Sha1Stage1::new);
            // the hash can't be compared with a native proof: only a password learned before can
            case StoredPassword.CachingSha2 hash ->
                account.learnedClearText().flatMap(clear -> nativeClear(clear, proof));
            case StoredPassword.Empty none -> Optional.empty();
        };
        if (secret.isEmpty() && account.additional().filter(stored -> provesNative(stored, proof)).isPresent()) {
            return proven(Secret.NONE, NO_NOTICE);
        }
        return secret.<Verdict>map(known -> proven(known, NO_NOTICE)).orElseGet(() -> denied(true));
    }

    private boolean provesNative(StoredPassword stored, byte[] proof) {
        return switch (stored) {
            case StoredPassword.Clear clear -> NativePassword.verify(clear.password(), nonce, proof);
            case StoredPassword.DoubleSha1 hash ->
                NativePassword.recoverStage1(hash.stage2(), nonce, proof).isPresent();
            case StoredPassword.CachingSha2 hash -> false;
            case StoredPassword.Empty none -> false;
        };
    }

    private Optional<Secret> nativeClear(String clear, byte[] proof) {
        return NativePassword.verify(clear, nonce, proof) ? Optional.of(Secret.ofClearText(clear)) : Optional.empty();
    }

    private Verdict proveSha2(byte[] proof) {
        boolean stored = account.password() instanceof StoredPassword.Clear;
        Optional<String> known = account.password() instanceof StoredPassword.Clear clear
                ? Optional.of(clear.password())
                : account.learnedClearText();
        byte[] success = FAST_SUCCESS.clone();
        if (known.isPresent() && CachingSha2Password.verify(known.get(), nonce, proof)) {
            return proven(Secret.ofClearText(known.get()), success);
        }
        StoredPassword additional = account.additional().orElse(StoredPassword.EMPTY);
        boolean hashed = !(additional instanceof StoredPassword.Clear || additional instanceof StoredPassword.Empty);
        if (additional instanceof StoredPassword.Clear clear
                && CachingSha2Password.verify(clear.password(), nonce, proof)) {
            return proven(Secret.NONE, success);
        }
        if (stored && !hashed) {
            return denied(true);
        }
        state = State.PASSWORD;
        return new Verdict.Ask(
                new byte[]{CachingSha2Password.MORE_DATA, CachingSha2Password.PERFORM_FULL_AUTHENTICATION});
    }

    private Verdict password(byte[] payload) {
        if (safeChannel) {
            return clearText(withoutZero(payload));
        }
        if (rsa == null) {
            return denied(true);
        }
        if (payload.length == 1 && payload[0] == CachingSha2Password.REQUEST_PUBLIC_KEY) {
            state = State.ENCRYPTED;
            byte[] pem = rsa.publicKeyPem().getBytes(StandardCharsets.US_ASCII);
            byte[] answer = new byte[1 + pem.length];
            answer[0] = CachingSha2Password.MORE_DATA;
            System.arraycopy(pem, 0, answer, 1, pem.length);
            return new Verdict.Ask(answer);
        }
        return encrypted(payload); // the client has the key already
    }

    private Verdict encrypted(byte[] payload) {
        Optional<byte[]> clear = rsa.decrypt(payload, nonce);
        return clear.isPresent() ? clearText(clear.get()) : denied(true);
    }

    private Verdict clearText(byte[] password) {
        boolean main = account != null && account.password().matches(password);
        boolean beside = !main && account != null && password.length > 0
                && account.additional().filter(stored -> stored.matches(password)).isPresent();
        if (beside) {
            return proven(Secret.NONE, NO_NOTICE); // what was learned of it would outlive it
        }
        if (!main) {
            return denied(password.length > 0);
        }
        return proven(Secret.ofClearText(new String(password, StandardCharsets.UTF_8)), NO_NOTICE);
    }

    private Verdict proven(Secret secret, byte[] notice) {
        state = State.OVER;
        return new Verdict.Proven(secret, notice);
    }

    private Verdict denied(boolean passwordGiven) {
        state = State.OVER;
        return new Verdict.Denied(passwordGiven);
    }

    private static byte[] withoutZero(byte[] text) {
        boolean ended = text.length > 0 && text[text.length - 1] == 0;
        return ended ? Arrays.copyOf(text, text.length - 1) : text;
    }
}
