package switchboard.mysql.users;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import switchboard.api.config.ConfigPart.OnDisk;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.Rows;
import switchboard.mysql.protocol.auth.StoredPassword;

/**
 * Replaces clear passwords of clients by {@code $A$005$…}, what MySQL's caching_sha2_password stores. An account that is
 * only for backends keeps its own: nobody logs in with it, so that it could not be learned again.
 *
 * <p>The salt is an HMAC of name and password under this process's secret: it tells whether the hash on the disk is the
 * one of this password, without the milliseconds that a comparison takes. A million accounts are so hashed once only.
 */
final class PasswordHashing {
    private static final String HMAC = "HmacSHA256";
    private static final int SALT_CHARACTERS = 20;
    private static final int PREFIX_CHARACTERS = 7; // $A$005$

    private final SecretKeySpec secret;

    /** @param secret random bytes, others in each process */
    PasswordHashing(byte[] secret) {
        this.secret = new SecretKeySpec(secret, HMAC);
    }

    /** The rows of mysql_users with hashes in place of clear passwords. */
    Rows hashed(Rows rows, OnDisk onDisk) throws ConfigRefusedException {
        int username = rows.columns().indexOf("username");
        int password = rows.columns().indexOf("password");
        int frontend = rows.columns().indexOf("frontend");
        if (rows.values().stream().noneMatch(row -> isClear(row, password, frontend))) {
            return rows;
        }
        Map<String, String> kept = passwords(onDisk.read());
        List<String[]> result = new ArrayList<>(rows.size());
        for (String[] row : rows.values()) {
            if (isClear(row, password, frontend)) {
                String[] changed = row.clone();
                changed[password] = hash(row[username], row[password], kept.get(row[username]));
                result.add(changed);
            } else {
                result.add(row);
            }
        }
        return new Rows(rows.columns(), result);
    }

    private static Map<String, String> passwords(Rows rows) {
        int username = rows.columns().indexOf("username");
        int password = rows.columns().indexOf("password");
        Map<String, String> found = HashMap.newHashMap(rows.size());
        rows.values().forEach(row -> found.put(row[username], row[password]));
        return found;
    }

    private static boolean isClear(String[] row, int password, int frontend) {
        return "1".equals(row[frontend]) && StoredPassword.parse(row[password]) instanceof StoredPassword.Clear;
    }

    private String hash(String username, String clear, String kept) {
        String salt = salt(username, clear);
        if (kept != null && kept.startsWith("$A$") && kept.startsWith(salt, PREFIX_CHARACTERS)) {
            return kept;
        }
        return new String(StoredPassword.CachingSha2.of(clear.getBytes(StandardCharsets.UTF_8),
                salt.getBytes(StandardCharsets.US_ASCII)).stored(), StandardCharsets.US_ASCII);
    }

    /** Printable, so that the hash goes through every client and file. */
    private String salt(String username, String clear) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            mac.update(username.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            byte[] bytes = mac.doFinal(clear.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, SALT_CHARACTERS))
                    .substring(0, SALT_CHARACTERS);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible); // every JVM has it
        }
    }
}
