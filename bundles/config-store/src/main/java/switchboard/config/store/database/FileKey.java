package switchboard.config.store.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The key of an encrypted database, or {@link #NONE}. H2 takes it as a word before the user's password. */
public final class FileKey {
    /** The database is not encrypted. */
    public static final FileKey NONE = new FileKey("", null);

    private static final int MOST_BYTES = 64 << 10;
    private static final int LEAST_BYTES = 16;
    /** How H2 begins an encrypted file. */
    private static final byte[] ENCRYPTED = "H2encrypt".getBytes(StandardCharsets.US_ASCII);

    private final String word;
    private final Path source;

    private FileKey(String word, Path source) {
        this.word = word;
        this.source = source;
    }

    /** Reads a key of 16 bytes to 64 KB; blanks and line ends around it don't count. */
    public static FileKey read(Path source) throws IOException {
        if (!Files.isReadable(source) || Files.isDirectory(source)) {
            throw new UnusableFileException("key file " + source + " can't be read. Check its name and permissions");
        }
        byte[] bytes;
        try (var in = Files.newInputStream(source)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        byte[] key = new String(bytes, StandardCharsets.ISO_8859_1).strip().getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length > MOST_BYTES || key.length < LEAST_BYTES) {
            throw new UnusableFileException(
                    "key file " + source + " must hold " + LEAST_BYTES + " bytes to " + MOST_BYTES / 1024
                            + " KB. Make one with: openssl rand -hex 32");
        }
        return new FileKey(HexFormat.of().formatHex(sha256(key)), source);
    }

    boolean encrypts() {
        return source != null;
    }

    /** What H2 wants as the password of a user whose own is empty. */
    String password() {
        return encrypts() ? word + ' ' : "";
    }

    /** What H2 encrypts the file with. */
    char[] word() {
        return word.toCharArray();
    }

    Path source() {
        return source;
    }

    /** Refuses a database that is encrypted without a key, or the other way round: H2 would call it damaged. */
    void requireFits(Path file) throws IOException {
        if (Files.size(file) == 0) {
            return;
        }
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(ENCRYPTED.length);
        }
        boolean encrypted = Arrays.equals(head, ENCRYPTED);
        if (encrypted && !encrypts()) {
            throw new UnusableFileException(file + " is encrypted. Name its key with --database-key-file");
        }
        if (!encrypted && encrypts()) {
            throw new UnusableFileException(
                    file + " is not encrypted. Start without --database-key-file, or with --initial,"
                            + " which puts the file aside and makes an encrypted one from the config file");
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every JVM has it
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "FileKey[" + source + ']';
    }
}
