package switchboard.config.store.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import switchboard.api.table.Rows;

/** Tells after a restart whether what runs is the last version: 128 bits, a sum over all rows in any order. */
final class Fingerprint {
    private final MessageDigest digest;
    private long high;
    private long low;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every JVM has it
        }
    }

    static String of(Map<String, Rows> tables) {
        Fingerprint sum = new Fingerprint();
        tables.forEach((id, rows) -> {
            sum.add(id, rows.columns().toArray(String[]::new));
            rows.values().forEach(row -> sum.add(id, row));
        });
        return HexFormat.of().toHexDigits(sum.high) + HexFormat.of().toHexDigits(sum.low);
    }

    private void add(String id, String[] row) {
        text(id);
        for (String value : row) {
            text(value);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        high += hash.getLong();
        low += hash.getLong();
    }

    private void text(String value) {
        byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(value == null ? -1 : bytes.length).flip());
        digest.update(bytes);
    }
}
