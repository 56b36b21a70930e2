package switchboard.mysql.protocol.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** A password as {@code mysql_users.password} keeps it (ProxySQL manual, "Password management"). */
public sealed interface StoredPassword {
    /** No password: only an empty one is accepted. */
    Empty EMPTY = new Empty();

    /** Whether a clear text is this password. For CachingSha2 this takes milliseconds of CPU. */
    boolean matches(byte[] clearText);

    /** No password. */
    record Empty() implements StoredPassword {
        @Override
        public boolean matches(byte[] clearText) {
            return clearText.length == 0;
        }
    }

    /** The password itself. */
    record Clear(String password) implements StoredPassword {
        public Clear {
            Objects.requireNonNull(password);
        }

        @Override
        public boolean matches(byte[] clearText) {
            return MessageDigest.isEqual(password.getBytes(StandardCharsets.UTF_8), clearText);
        }

        @Override
        public String toString() {
            return "Clear[...]";
        }
    }

    /** {@code *} and 40 hexadecimal digits: SHA1 of SHA1, 20 bytes. */
    record DoubleSha1(byte[] stage2) implements StoredPassword {
        public DoubleSha1 {
            stage2 = stage2.clone();
        }

        @Override
        public boolean matches(byte[] clearText) {
            return MessageDigest.isEqual(NativePassword.stage2(NativePassword.stage1(clearText)), stage2);
        }

        @Override
        public String toString() {
            return "DoubleSha1[...]";
        }
    }

    /**
     * {@code $A$}, 3 digits, {@code $}, salt and hash.
     *
     * @param rounds 1000 to 999000, a multiple of 1000
     * @param salt 20 bytes of any value
     * @param hash 43 characters
     */
    record CachingSha2(int rounds, byte[] salt, byte[] hash) implements StoredPassword {
        /** What MySQL writes: {@code 005}. */
        public static final int DEFAULT_ROUNDS = 5000;

        private static final int PREFIX_BYTES = 7;
        private static final int ROUNDS_UNIT = 1000;

        public CachingSha2 {
            if (salt.length != Scramble.LENGTH || hash.length != Sha256Crypt.ENCODED_BYTES) {
                throw new IllegalArgumentException("salt or hash of a wrong length");
            }
            salt = salt.clone();
            hash = hash.clone();
        }

        /** Hashes a clear text with MySQL's rounds: milliseconds of CPU. */
        public static CachingSha2 of(byte[] clearText, byte[] salt) {
            return new CachingSha2(DEFAULT_ROUNDS, salt, Sha256Crypt.hash(clearText, salt, DEFAULT_ROUNDS));
        }

        @Override
        public boolean matches(byte[] clearText) {
            return MessageDigest.isEqual(Sha256Crypt.hash(clearText, salt, rounds), hash);
        }

        /** The 70 bytes that are stored. */
        public byte[] stored() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes("$A$%03d$".formatted(rounds / ROUNDS_UNIT).getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(salt);
            out.writeBytes(hash);
            return out.toByteArray();
        }

        @Override
        public String toString() {
            return "CachingSha2[...]";
        }
    }

    /**
     * Reads the stored form from a text whose characters stand for bytes where it begins with {@code $A$0}, in
     * UTF-8 or, if that has not 70 bytes, one byte for each character.
     *
     * @param text null counts as empty
     */
    static StoredPassword parse(String text) {
        if (text == null) {
            return EMPTY;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (text.length() == CachingSha2.PREFIX_BYTES + Scramble.LENGTH + Sha256Crypt.ENCODED_BYTES) {
            bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        }
        return parse(bytes);
    }

    /** Reads the stored form. What only resembles a hash is a clear text, as in ProxySQL. */
    static StoredPassword parse(byte[] stored) {
        if (stored.length == 0) {
            return EMPTY;
        }
        String text = new String(stored, StandardCharsets.ISO_8859_1);
        if (text.matches("\\*[0-9a-fA-F]{40}")) {
            return new DoubleSha1(HexFormat.of().parseHex(text, 1, text.length()));
        }
        int salt = CachingSha2.PREFIX_BYTES;
        int hash = salt + Scramble.LENGTH;
        if (stored.length == hash + Sha256Crypt.ENCODED_BYTES && text.substring(0, salt).matches("\\$A\\$0\\d\\d\\$")) {
            int rounds = Integer.parseInt(text.substring(3, 6)) * CachingSha2.ROUNDS_UNIT;
            return new CachingSha2(rounds, Arrays.copyOfRange(stored, salt, hash),
                    Arrays.copyOfRange(stored, hash, stored.length));
        }
        return new Clear(new String(stored, StandardCharsets.UTF_8));
    }
}
