package switchboard.stats.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HistorySchemaTest {
    private static final Pattern TABLE = Pattern.compile("(?m)^CREATE TABLE (\\w+) (?s:.*?)\\);$");

    @Test
    void tablesAreDefinedAsRecorded() throws Exception {
        Map<String, String> recorded = new TreeMap<>();
        try (InputStream in = HistorySchemaTest.class.getResourceAsStream("/stats_history.sql")) {
            Matcher table = TABLE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (table.find()) {
                recorded.put(table.group(1), table.group().substring(0, table.group().length() - 1));
            }
        }
        Map<String, String> ours = new TreeMap<>();
        new HistorySchema().tables().forEach(table -> ours.put(table.name(), table.createSql()));
        assertNotNull(ours.remove(HistorySchema.EVENTS), "a table of our own");
        assertEquals(19, recorded.size());
        assertEquals(recorded, ours);
    }
}
