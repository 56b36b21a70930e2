package switchboard.query.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import switchboard.api.query.CacheKey;

class AnswersTest {
    private static final byte[] ANSWER = new byte[100];
    private final AtomicLong nanos = new AtomicLong();
    private final Answers answers = new Answers(nanos::get);

    AnswersTest() {
        answers.follow(new CacheSettings(1 << 20, 0, true));
    }

    @Test
    void anAnswerIsServedUntilItsTimeOrThatOfTheAskingRuleIsOver() {
        answers.store(key("app", "SELECT 1"), ANSWER, 1000);
        advanceMillis(999);
        assertSame(ANSWER, answers.find(key("app", "SELECT 1"), 5000));
        assertNull(answers.find(key("app", "SELECT 1"), 999), "another rule wants it newer");
        advanceMillis(1);
        assertNull(answers.find(key("app", "SELECT 1"), 5000));
        advanceMillis(3000); // its memory is given back a little later
        assertEquals(0, answers.status().get("Query_Cache_Entries"));
        assertEquals(1, answers.status().get("Query_Cache_Purged"));
    }

    @Test
    void whateverChangesAnAnswerMakesItAnother() {
        answers.store(key("app", "SELECT 1"), ANSWER, 1000);
        assertNull(answers.find(key("other", "SELECT 1"), 1000));
        assertNull(answers.find(key("app", "SELECT 1 "), 1000));
        assertNull(answers.find(new CacheKey("app", "shop", "NAMES latin1", 0, bytes("SELECT 1")), 1000));
        assertNull(answers.find(new CacheKey("app", "shop", "", 1, bytes("SELECT 1")), 1000));
        assertNull(answers.find(new CacheKey("app", "test", "", 0, bytes("SELECT 1")), 1000));
        assertNotNull(answers.find(key("app", "SELECT 1"), 1000));
    }

    @Test
    void oneClientRefreshesAnAnswerEarly() {
        answers.follow(new CacheSettings(1 << 20, 80, true));
        answers.store(key("app", "SELECT 1"), ANSWER, 1000);
        advanceMillis(800);
        assertNotNull(answers.find(key("app", "SELECT 1"), 1000), "at 80 %");
        advanceMillis(1);
        assertNull(answers.find(key("app", "SELECT 1"), 1000), "the first has to ask the server");
        assertNotNull(answers.find(key("app", "SELECT 1"), 1000), "the others don't");
        answers.store(key("app", "SELECT 1"), ANSWER, 1000);
        advanceMillis(700);
        assertNotNull(answers.find(key("app", "SELECT 1"), 1000));
    }

    @Test
    void memoryStaysWithinTheLimitWhichMayChange() {
        for (int i = 0; i < 1000; i++) {
            answers.store(key("app", "SELECT " + i), new byte[4096], 100_000);
        }
        long bytes = answers.status().get("Query_Cache_Memory_bytes");
        assertTrue(bytes <= 1 << 20 && bytes > 1 << 19, () -> bytes + " bytes");
        assertEquals(1000 - answers.status().get("Query_Cache_Entries"), answers.status().get("Query_Cache_Purged"));
        answers.follow(new CacheSettings(0, 0, true));
        assertEquals(0, answers.status().get("Query_Cache_Entries"));
        assertEquals(0, answers.maxBytes());
    }

    @Test
    void whatIsDoneIsCounted() {
        answers.find(key("app", "SELECT 1"), 1000);
        answers.store(key("app", "SELECT 1"), ANSWER, 1000);
        answers.find(key("app", "SELECT 1"), 1000);
        assertEquals(2, answers.status().get("Query_Cache_count_GET"));
        assertEquals(1, answers.status().get("Query_Cache_count_GET_OK"));
        assertEquals(1, answers.status().get("Query_Cache_count_SET"));
        assertEquals(100, answers.status().get("Query_Cache_bytes_IN"));
        assertEquals(100, answers.status().get("Query_Cache_bytes_OUT"));
        answers.flush();
        assertNull(answers.find(key("app", "SELECT 1"), 1000));
        assertEquals(0, answers.status().get("Query_Cache_Entries"));
    }

    private void advanceMillis(long time) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(time));
    }

    private static CacheKey key(String user, String statement) {
        return new CacheKey(user, "shop", "", 0, bytes(statement));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
