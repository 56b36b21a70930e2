package switchboard.checksum.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.mysql.protocol.hash.SpookyHash;

class GlobalHashTest {
    private static final ModuleChecksum USERS = new ModuleChecksum("mysql_users", 3, 1, "0x8DE80D8A5EB62771");
    private static final ModuleChecksum RULES = new ModuleChecksum("mysql_query_rules", 1, 1, "0x0000000000000000");
    private static final ModuleChecksum OTHERS = new ModuleChecksum("a_thing_of_others", 2, 1, "0x1100000000000000");

    @Test
    void isHalfTheHashOfTextsAndVersionsInProxySqlsOrderOthersLast() {
        byte[] message = ("0x0000000000000000\1\0\0\0\0\0\0\0" + "0x8DE80D8A5EB62771\3\0\0\0\0\0\0\0"
                + "0x1100000000000000\2\0\0\0\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1);
        SpookyHash hash = new SpookyHash();
        hash.hash128(message, 0, message.length, 9, 5);
        assertEquals(hash.low() >>> 1, GlobalHash.of(List.of(OTHERS, USERS, RULES)));
    }

    @Test
    void leavesOutWhatWasNeverLoadedAndSeesEachVersion() {
        ModuleChecksum never = new ModuleChecksum("proxysql_servers", 0, 0, "");
        assertEquals(GlobalHash.of(List.of(USERS)), GlobalHash.of(List.of(USERS, never)));
        assertNotEquals(GlobalHash.of(List.of(USERS)),
                GlobalHash.of(List.of(new ModuleChecksum("mysql_users", 4, 1, USERS.checksum()))));
    }
}
