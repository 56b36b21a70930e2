package switchboard.cluster.primary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.table.Rows;

class AgreedRowsTest {
    private static final AgreedRows LOADED = new AgreedRows(1700000000, Map.of("mysql_users",
            new Rows(List.of("username", "comment"), List.<String[]>of(new String[]{"müller", null},
                    new String[]{"", "x".repeat(70_000)}))));

    @Test
    void keepsEveryValueAndNull() throws IOException {
        AgreedRows back = AgreedRows.decoded(LOADED.encoded());
        assertEquals(1700000000, back.epochSeconds());
        Rows rows = back.tables().get("mysql_users");
        assertEquals(List.of("username", "comment"), rows.columns());
        assertArrayEquals(LOADED.tables().get("mysql_users").values().toArray(), rows.values().toArray());
    }

    @Test
    void refusesWhatIsCutAnywhere() {
        byte[] whole = LOADED.encoded();
        for (int length = 0; length < whole.length - 8; length++) { // behind it is only the compression's own sum
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> AgreedRows.decoded(cut));
        }
    }

    @Test
    void refusesNonsense() {
        assertThrows(IOException.class, () -> AgreedRows.decoded(new byte[]{1, 2, 3}));
    }
}
