package switchboard.config.store.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.table.Rows;

class FingerprintTest {
    private static final List<String> COLUMNS = List.of("name", "value");
    private static final String[] ONE = {"a", "1"};
    private static final String[] OTHER = {"b", null};

    private static Map<String, Rows> rows(String[]... rows) {
        return Map.of("table", new Rows(COLUMNS, List.of(rows)));
    }

    @Test
    void ofTheNextVersionFollowsFromTheChanges() {
        Fingerprint before = Fingerprint.of(rows(ONE));
        TableChange change = new TableChange(COLUMNS, List.<String[]>of(ONE), List.of(OTHER, new String[]{"c", ""}));
        assertEquals(Fingerprint.of(rows(new String[]{"c", ""}, OTHER)).text(),
                before.after(Map.of("table", change)).text());
        assertEquals(Fingerprint.of(rows(ONE)).text(), before.text(), "it stays as it was");
    }

    @Test
    void tellsNullFromNothingAndValuesFromEachOther() {
        assertNotEquals(Fingerprint.of(rows(OTHER)).text(), Fingerprint.of(rows(new String[]{"b", ""})).text());
        assertNotEquals(Fingerprint.of(rows(new String[]{"ab", "c"})).text(),
                Fingerprint.of(rows(new String[]{"a", "bc"})).text());
    }

    /** It stands in files: SHA-256 of each row's values, each behind its length in four bytes, -1 for NULL. */
    @Test
    void isTheOneOfEarlierVersions() {
        assertEquals("bff3f075db45d07111ed0d1d386b0f8e",
                Fingerprint.of(rows(new String[]{"Z\u00fcrich", null}, new String[]{"b", "x".repeat(600)})).text());
    }
}
