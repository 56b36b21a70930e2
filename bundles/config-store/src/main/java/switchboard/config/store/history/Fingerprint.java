package switchboard.config.store.history;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import switchboard.api.table.Rows;

/**
 * Tells after a restart whether what runs is the last version: 128 bits, a sum over all rows in any order. So the one of
 * the next version follows from this one and from the rows that changed.
 */
final class Fingerprint {
    private final MessageDigest digest;
    private final RowBytes bytes = new RowBytes();
    private long high;
    private long low;

    private Fingerprint(long high, long low) {
        this.high = high;
        this.low = low;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every JVM has it
        }
    }

    static Fingerprint of(Map<String, Rows> tables) {
        Fingerprint sum = new Fingerprint(0, 0);
        tables.forEach((id, rows) -> {
            sum.add(id, rows.columns().toArray(String[]::new));
            rows.values().forEach(row -> sum.add(id, row));
        });
        return sum;
    }

    /** That of the rows after changes; the tables and their columns are the same. */
    Fingerprint after(Map<String, TableChange> changes) {
        Fingerprint sum = new Fingerprint(high, low);
        changes.forEach((id, change) -> {
            change.removed().forEach(row -> sum.remove(id, row));
            change.added().forEach(row -> sum.add(id, row));
        });
        return sum;
    }

    /** 32 hexadecimal digits. */
    String text() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    private void add(String id, String[] row) {
        ByteBuffer hash = hash(id, row);
        high += hash.getLong();
        low += hash.getLong();
    }

    private void remove(String id, String[] row) {
        ByteBuffer hash = hash(id, row);
        high -= hash.getLong();
        low -= hash.getLong();
    }

    private ByteBuffer hash(String id, String[] row) {
        bytes.begin();
        bytes.add(id);
        for (String value : row) {
            bytes.add(value);
        }
        bytes.addTo(digest);
        return ByteBuffer.wrap(digest.digest());
    }
}
