package switchboard.mysql.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.Rows;
import switchboard.mysql.protocol.auth.StoredPassword;

class PasswordHashingTest {
    private static final String SHA1 = "*94BDCEBE19083CE2A1F959FD02F964C7AF4CFC29";
    private final PasswordHashing hashing = new PasswordHashing("secret of this process".getBytes());

    @Test
    void clearPasswordBecomesAHashOfIt() throws Exception {
        String hash = passwords(hashing, rows("app", "geheim", "1"), none()).getFirst();
        assertTrue(hash.startsWith("$A$005$") && hash.length() == 70, hash);
        StoredPassword stored = StoredPassword.parse(hash);
        assertTrue(stored.matches("geheim".getBytes(StandardCharsets.UTF_8)));
        assertEquals("$A$005$", new String(((StoredPassword.CachingSha2) stored).stored(), 0, 7,
                StandardCharsets.US_ASCII));
    }

    @Test
    void hashesEmptyOnesAndBackendsStayAsTheyAre() throws Exception {
        assertEquals(List.of(SHA1), passwords(hashing, rows("app", SHA1, "1"), none()));
        assertEquals(List.of(""), passwords(hashing, rows("app", "", "1"), none()));
        assertEquals(List.of("geheim"), passwords(hashing, rows("app", "geheim", "0"), none()));
        Rows untouched = rows("app", SHA1, "1");
        assertSame(untouched, hashing.hashed(untouched, () -> {
            throw new ConfigRefusedException("the disk is not asked");
        }));
    }

    @Test
    void hashOnTheDiskIsKeptWhileItIsTheOneOfThisPassword() throws Exception {
        String first = passwords(hashing, rows("app", "geheim", "1"), none()).getFirst();
        assertEquals(first, passwords(hashing, rows("app", "geheim", "1"), rows("app", first, "1")).getFirst());
        assertNotEquals(first, passwords(hashing, rows("app", "anders", "1"), rows("app", first, "1")).getFirst());
        assertNotEquals(first.substring(0, 27),
                passwords(hashing, rows("other", "geheim", "1"), none()).getFirst().substring(0, 27),
                "the same password of two accounts has two salts");
    }

    @Test
    void anotherProcessHasOtherSalts() throws Exception {
        assertNotEquals(passwords(hashing, rows("app", "geheim", "1"), none()),
                passwords(new PasswordHashing("another".getBytes()), rows("app", "geheim", "1"), none()));
    }

    private static Rows none() {
        return new Rows(MysqlUsersTable.COLUMNS, List.of());
    }

    private static Rows rows(String username, String password, String frontend) {
        String[] row = {username, password, "1", "0", "0", null, "0", "1", "0", "1", frontend, "10000", "", ""};
        return new Rows(MysqlUsersTable.COLUMNS, new ArrayList<>(List.<String[]>of(row)));
    }

    private static List<String> passwords(PasswordHashing hashing, Rows rows, Rows onDisk)
            throws ConfigRefusedException {
        return hashing.hashed(rows, () -> onDisk).values().stream().map(row -> row[1]).toList();
    }
}
