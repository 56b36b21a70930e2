package switchboard.mysql.protocol.client;

import static switchboard.mysql.protocol.auth.AuthPlugin.CACHING_SHA2_PASSWORD;
import static switchboard.mysql.protocol.auth.AuthPlugin.CLIENT_ED25519;
import static switchboard.mysql.protocol.auth.AuthPlugin.MYSQL_CLEAR_PASSWORD;
import static switchboard.mysql.protocol.auth.AuthPlugin.MYSQL_NATIVE_PASSWORD;
import static switchboard.mysql.protocol.auth.AuthPlugin.PARSEC;
import static switchboard.mysql.protocol.auth.AuthPlugin.SHA256_PASSWORD;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.auth.CachingSha2Password;
import switchboard.mysql.protocol.auth.Ed25519Password;
import switchboard.mysql.protocol.auth.NativePassword;
import switchboard.mysql.protocol.auth.ParsecPassword;
import switchboard.mysql.protocol.auth.RsaPassword;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.packet.ErrPacket;

/**
 * Proves a secret to a server with one plugin after another, without channel: says what to send (MySQL protocol
 * reference, "Authentication Methods").
 */
final class PasswordProof {
    private static final byte[] EMPTY = {};
    private static final byte[] SHA256_REQUEST_PUBLIC_KEY = {1};
    private static final byte[] SHA2_REQUEST_PUBLIC_KEY = {CachingSha2Password.REQUEST_PUBLIC_KEY};

    private final Secret secret;
    private final boolean tls;
    private String plugin;
    private byte[] nonce;
    private boolean keyRequested;

    /**
     * A proof for one login.
     *
     * @param tls whether a clear text may travel
     */
    PasswordProof(Secret secret, boolean tls) {
        this.secret = secret;
        this.tls = tls;
    }

    /** The first proof. A plugin for which the secret is not enough gives way to native: the server may switch. */
    byte[] first(String preferred, byte[] greetingNonce) throws LoginRefusedException {
        boolean known = preferred.equals(CACHING_SHA2_PASSWORD) || preferred.equals(SHA256_PASSWORD);
        boolean usable = known && !(secret instanceof Secret.Sha1Stage1);
        return begin(usable ? preferred : MYSQL_NATIVE_PASSWORD, greetingNonce);
    }

    /** The proof with another plugin, as the server wants it. */
    byte[] begin(String wanted, byte[] newNonce) throws LoginRefusedException {
        plugin = wanted;
        nonce = newNonce;
        keyRequested = false;
        return switch (wanted) {
            case MYSQL_NATIVE_PASSWORD -> switch (secret) {
                case Secret.None none -> EMPTY;
                case Secret.Sha1Stage1 stage1 -> NativePassword.scrambleStage1(stage1.hash(), nonce());
                case Secret.ClearText clear -> NativePassword.scramble(clear.password(), nonce());
            };
            case CACHING_SHA2_PASSWORD -> secret instanceof Secret.None
                    ? new byte[1]
                    : CachingSha2Password.scramble(clearText().password(), nonce());
            case SHA256_PASSWORD -> {
                if (secret instanceof Secret.None) {
                    yield new byte[1];
                }
                if (tls) {
                    yield zeroEnded();
                }
                keyRequested = true;
                yield SHA256_REQUEST_PUBLIC_KEY;
            }
            case CLIENT_ED25519 -> Ed25519Password.sign(password(), nonce(Ed25519Password.NONCE_BYTES));
            case PARSEC -> EMPTY; // asks for the account's salt
            case MYSQL_CLEAR_PASSWORD -> {
                if (!tls) {
                    throw failed("Authentication requires secure connection.");
                }
                yield zeroEnded();
            }
            default -> throw new LoginRefusedException(ErrorCode.CR_AUTH_PLUGIN_CANNOT_LOAD, ErrPacket.GENERAL_STATE,
                    "Authentication plugin '" + wanted + "' cannot be loaded: it is not supported");
        };
    }

    /** What the server says amid the login. Empty if it only tells that all is well. */
    Optional<byte[]> answer(byte[] data) throws LoginRefusedException {
        if (keyRequested) {
            keyRequested = false;
            return Optional.of(encrypted(data));
        }
        if (PARSEC.equals(plugin)) {
            return Optional.of(parsec(data));
        }
        boolean sha2 = CACHING_SHA2_PASSWORD.equals(plugin) && data.length == 1;
        if (sha2 && data[0] == CachingSha2Password.FAST_AUTH_SUCCESS) {
            return Optional.empty();
        }
        if (sha2 && data[0] == CachingSha2Password.PERFORM_FULL_AUTHENTICATION) {
            if (tls) {
                return Optional.of(zeroEnded());
            }
            keyRequested = true;
            return Optional.of(SHA2_REQUEST_PUBLIC_KEY);
        }
        throw new MalformedPacketException("authentication data that " + plugin + " does not know");
    }

    String plugin() {
        return plugin;
    }

    private byte[] encrypted(byte[] pem) throws LoginRefusedException {
        try {
            return RsaPassword.encrypt(RsaPassword.parsePublicKey(pem), clearText().bytes(), nonce());
        } catch (IllegalArgumentException e) {
            throw failed("Failed to encrypt the password with the server's public key: " + e.getMessage());
        }
    }

    private byte[] parsec(byte[] salt) throws LoginRefusedException {
        byte[] own = new byte[ParsecPassword.NONCE_BYTES];
        ThreadLocalRandom.current().nextBytes(own); // unique is enough: the server's nonce makes the signature fresh
        try {
            return ParsecPassword.prove(password(), nonce(ParsecPassword.NONCE_BYTES), salt, own);
        } catch (IllegalArgumentException e) {
            throw failed(e.getMessage());
        }
    }

    private String password() throws LoginRefusedException {
        return secret instanceof Secret.None ? "" : clearText().password();
    }

    private byte[] nonce() {
        return nonce(NativePassword.HASH_BYTES);
    }

    private byte[] nonce(int length) {
        if (nonce.length != length) {
            throw new MalformedPacketException("nonce of " + nonce.length + " bytes");
        }
        return nonce;
    }

    private byte[] zeroEnded() throws LoginRefusedException {
        if (secret instanceof Secret.None) {
            return new byte[1];
        }
        byte[] password = clearText().bytes();
        return Arrays.copyOf(password, password.length + 1);
    }

    private Secret.ClearText clearText() throws LoginRefusedException {
        if (secret instanceof Secret.ClearText clear) {
            return clear;
        }
        throw failed("the clear text of the password is not known");
    }

    private LoginRefusedException failed(String why) {
        return new LoginRefusedException(ErrorCode.CR_AUTH_PLUGIN_ERR, ErrPacket.GENERAL_STATE,
                "Authentication plugin '" + plugin + "' reported error: " + why);
    }
}
