package switchboard.mysql.proxy.gtid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GtidLinesTest {
    private static final String A = "3e11fa4747ca11e19e33c80aa9429562";
    private static final String DASHED = "3e11fa47-47ca-11e1-9e33-c80aa9429562";
    private static final String B = "ffffffffffffffffffffffffffffffff";
    private final GtidLines lines = new GtidLines();

    @Test
    void whatTouchesBecomesOneInterval() {
        lines.line("ST=" + A + ":1-5,7-9");
        assertEquals(DASHED + ":1-5," + DASHED + ":7-9", lines.executed().text());
        lines.line("I1=" + A + ":6");
        assertEquals(DASHED + ":1-9", lines.executed().text());
        lines.line("I2=10");
        lines.line("I2=12");
        assertEquals(DASHED + ":1-10," + DASHED + ":12-12", lines.executed().text());
        lines.line("I2=3");
        assertEquals(DASHED + ":1-10," + DASHED + ":12-12", lines.executed().text());
        assertEquals(4, lines.events());
    }

    @Test
    void severalServersAreToldApart() {
        lines.line("ST=" + A + ":1-5," + DASHED.toUpperCase(java.util.Locale.ROOT) + ":6," + B + ":3:5-6");
        assertEquals(DASHED + ":1-6,ffffffff-ffff-ffff-ffff-ffffffffffff:3-3,ffffffff-ffff-ffff-ffff-ffffffffffff:5-6",
                lines.executed().text());
        lines.line("ST=");
        assertEquals("", lines.executed().text(), "a reader that begins anew");
    }

    @Test
    void taggedTransactionsAreASourceOfTheirOwn() {
        lines.line("ST=" + A + ":1-5:tag:1-2:other:4, " + B + ":3");
        assertEquals(DASHED + ":1-5," + DASHED + ":other:4-4," + DASHED
                + ":tag:1-2,ffffffff-ffff-ffff-ffff-ffffffffffff:3-3", lines.executed().text());
        assertTrue(lines.executed().contains(Gtids.parse(DASHED + ":TAG:2")));
        assertFalse(lines.executed().contains(Gtids.parse(DASHED + ":tag:3")));
    }

    @Test
    void allOfAListMustBeThere() {
        lines.line("ST=" + A + ":1-5:7-9," + B + ":3");
        assertTrue(lines.executed().contains(Gtids.parse(DASHED + ":1-5:8," + B + ":3")));
        assertFalse(lines.executed().contains(Gtids.parse(DASHED + ":5-7")));
        assertFalse(lines.executed().contains(Gtids.parse(DASHED + ":6")));
        assertFalse(lines.executed().contains(Gtids.parse(DASHED + ":9," + B + ":4")));
        assertFalse(lines.executed().contains(Gtids.parse(B + ":2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", ":5", DASHED, DASHED + ":", DASHED + ":0", DASHED + ":x", DASHED + ":2-1"})
    void whatNamesNoTransactionIsNone(String text) {
        assertNull(Gtids.parse(text));
    }

    @Test
    void anUnreadableReportIsHadByNobody() {
        lines.line("ST=" + A + ":1");
        assertFalse(lines.executed().contains(Gtids.reported("0-1-17")));
        assertFalse(lines.executed().contains(Gtids.reported((A + ":1,").repeat(100))));
    }

    /** What is there is found while intervals around it are joined. */
    @Test
    void whatWasThereIsFoundWhileOthersAreAdded() throws InterruptedException {
        lines.line("ST=" + A + ":1000000");
        GtidSet set = lines.executed();
        Gtids wanted = Gtids.parse(A + ":1000000");
        Thread adding = Thread.ofPlatform().start(() -> {
            for (long at = 1; at < 4_000; at++) {
                set.add(A, 1_000_000 + 2 * at, 1_000_000 + 2 * at);
                set.add(A, 1_000_000 - 2 * at, 1_000_000 - 2 * at);
            }
            for (long at = 1; at < 4_000; at++) {
                set.add(A, 1_000_001 - 2 * at, 1_000_000 + 2 * at - 1);
            }
        });
        while (adding.isAlive()) {
            assertTrue(set.contains(wanted));
        }
        adding.join();
        assertEquals(1, set.text().split(",").length, set.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X", "ST", "XX=1", "I2=1", "ST=1-5", "ST=" + A + ":x", "ST=" + A + ":5-1",
            "ST=" + A + ":0",
            "I1=" + A + ":9999999999999999999"})
    void whatNobodyKnowsIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> lines.line(line));
    }

    @Test
    void intervalsAreBounded() {
        lines.line("ST=" + A + ":1");
        assertThrows(IllegalArgumentException.class, () -> {
            for (int i = 0; i <= GtidSet.MAX_INTERVALS; i++) {
                lines.line("I2=" + (3 + 2 * i));
            }
        });
    }
}
