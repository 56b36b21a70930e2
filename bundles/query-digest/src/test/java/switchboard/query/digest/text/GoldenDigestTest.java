package switchboard.query.digest.text;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenDigestTest {
    @ParameterizedTest
    @ValueSource(strings = {"digests.tsv", "digests_grouping_1_0.tsv", "digests_grouping_3_0.tsv", "digests_groups.tsv",
            "digests_groups_1_4_null.tsv", "digests_groups_3_1.tsv", "digests_groups_3_4.tsv",
            "digests_keep_comment.tsv", "digests_lowercase.tsv", "digests_maxlen_30.tsv", "digests_more.tsv",
            "digests_no_digits.tsv", "digests_normalize.tsv", "digests_replace_null.tsv"})
    void givesWhatProxySqlAnswered(String file) {
        GoldenFile golden = GoldenFile.read(file);
        DigestComputation computation = new DigestComputation(golden.options());
        assertFalse(golden.rows().isEmpty());
        assertAll(golden.rows().stream().map(row -> () -> check(computation, row)));
    }

    private static void check(DigestComputation computation, GoldenFile.Row row) {
        byte[] bytes = row.statement().getBytes(StandardCharsets.UTF_8);
        ByteBuf direct = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
        try {
            computation.compute(direct, 0, bytes.length);
            assertRow(computation, row);
        } finally {
            direct.release();
        }
        computation.compute(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
        assertRow(computation, row);
    }

    private static void assertRow(DigestComputation computation, GoldenFile.Row row) {
        String text = new String(computation.text(), 0, computation.shownLength(), StandardCharsets.UTF_8);
        assertEquals(row.text(), text, row.statement());
        assertEquals(row.digest(), String.format("0x%016X", computation.hash()), row.statement());
        if (row.firstComment() != null) {
            String comment = computation.firstComment();
            assertEquals(closed(row.firstComment()), comment == null ? "" : comment, row.statement());
        }
    }

    /** Behind a comment that never closes, ProxySQL shows what its memory held before: filled with x when recorded. */
    private static String closed(String comment) {
        return comment.length() == 1023 ? comment.replaceFirst("x+$", "") : comment;
    }
}
