package switchboard.mysql.proxy.gtid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
