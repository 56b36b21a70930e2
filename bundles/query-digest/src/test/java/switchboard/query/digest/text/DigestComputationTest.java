package switchboard.query.digest.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestComputationTest {
    private static final String ODD = "(?,1.-+/*!'\" \n#N";

    private final OptionsBuilder options = new OptionsBuilder();

    @Test
    void leavesBytesOutsideTheStatementAlone() {
        ByteBuf packet = Unpooled.copiedBuffer("xx1select 5 /* a */yy", StandardCharsets.US_ASCII);
        DigestComputation computation = new DigestComputation(options.build());
        computation.compute(packet, 3, 16);
        assertEquals("select ?", text(computation));
        assertEquals(" a ", computation.firstComment());
        assertEquals(0, packet.readerIndex());
    }

    @Test
    void forgetsTheCommentOfThePreviousStatement() {
        DigestComputation computation = new DigestComputation(options.build());
        compute(computation, "/* a */ select 1");
        compute(computation, "select 1");
        assertNull(computation.firstComment());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"select 1 /*M! ,2 */ | true",
            "/*M!100100 SET sql_mode='' */ | true", "/*!40101 SET a=1 /*M! ,b=2 */ | true",
            "select '/*M! 1 */' | false",
            "/* /*M! */ select 1 | false", "/*!40101 SET a=1 */ | false", "select 1 /*M | false"})
    void tellsOfACommandThatIsNotInTheText(String statement, boolean hidden) {
        DigestComputation computation = new DigestComputation(options.build());
        compute(computation, "/*M! a */");
        compute(computation, statement);
        assertEquals(hidden, computation.hidesCommand());
        ByteBuf direct = Unpooled.directBuffer().writeBytes(statement.getBytes(StandardCharsets.UTF_8));
        computation.compute(direct, 0, direct.readableBytes());
        assertEquals(hidden, computation.hidesCommand());
        direct.release();
    }

    @Test
    void keepsAtMost1023BytesOfAComment() {
        DigestComputation computation = new DigestComputation(options.build());
        compute(computation, "/*" + "a".repeat(1022) + "*/");
        assertEquals("a".repeat(1022), computation.firstComment());
        compute(computation, "/*" + "a".repeat(1100) + "*/");
        assertEquals("a".repeat(1023), computation.firstComment());
    }

    @Test
    void cutsALongInsertThoughTheTextMayBeShort() {
        options.set("max_query_length", 100);
        assertEquals("insert into t values (?,?,?,...),(?,?,?,...),(?,?,?,...),... on duplicate key update a=?",
                digest("insert into t values " + "(1,'abcdefgh',3,4,5), ".repeat(1000) + "(1,2,3,4,5)"
                        + " on duplicate key update a=1", options.set("groups_grouping_limit", 3)));
    }

    @ParameterizedTest
    @CsvSource({"20, select a from t wher", "10, select a f"})
    void endsWhenTheTextIsFull(int maxQueryLength, String seen) {
        options.set("max_query_length", maxQueryLength);
        assertEquals(seen, digest("select a from t where b = c", options));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"15; select (?,?)", "14; select (?,?", "12; select (?,?", "11; select (?"})
    void aNumberThatDoesNotFitIsTheLastValue(int maxQueryLength, String seen) {
        options.set("max_query_length", maxQueryLength);
        assertEquals(seen, digest("select (123,4567)", options));
    }

    @Test
    void readsADirectBufferInPiecesLikeAnArray() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] parts = {"a", "12", " ", "'", "\\", "\"", "/*", "*/", "!", "-- ", "\n", "#", "null", ",", "(", ")",
                "-",
                "1.5e-3 ", "0xF ", "''", "x1 ", "/*!40101 ", "é"};
        for (int round = 0; round < 50; round++) {
            StringBuilder statement = new StringBuilder("select ");
            while (statement.length() < 40_000) {
                statement.append(parts[random.nextInt(parts.length)]);
            }
            DigestComputation computation = new DigestComputation(options.set("replace_null", true).build());
            compute(computation, statement.toString());
            String expected = text(computation) + computation.firstComment();
            byte[] bytes = statement.toString().getBytes(StandardCharsets.UTF_8);
            ByteBuf direct = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
            computation.compute(direct, 0, bytes.length);
            direct.release();
            assertEquals(expected, text(computation) + computation.firstComment(), "seed " + seed);
        }
    }

    @Test
    void goesThroughStringsAndCommentsLongerThanAPiece() {
        String statement = "select '" + "a\\'".repeat(20_000) + "', /*" + "c".repeat(50_000) + "*/ 1";
        byte[] bytes = statement.getBytes(StandardCharsets.UTF_8);
        ByteBuf direct = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
        DigestComputation computation = new DigestComputation(options.build());
        computation.compute(direct, 0, bytes.length);
        direct.release();
        assertEquals("select ?,?", text(computation));
    }

    @Test
    void anyBytesEndInSomeDigest() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        options.set("keep_comment", true).set("no_digits", true).set("lowercase", true).set("max_query_length", 64);
        DigestComputation computation = new DigestComputation(options.build());
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(120)];
            for (int i = 0; i < bytes.length; i++) {
                int any = random.nextInt(8) == 0 ? random.nextInt() : ODD.charAt(random.nextInt(ODD.length()));
                bytes[i] = (byte) any;
            }
            computation.compute(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
            assertTrue(computation.shownLength() <= 64, "seed " + seed);
        }
    }

    private static String digest(String statement, OptionsBuilder options) {
        DigestComputation computation = new DigestComputation(options.build());
        compute(computation, statement);
        return text(computation);
    }

    private static void compute(DigestComputation computation, String statement) {
        byte[] bytes = statement.getBytes(StandardCharsets.UTF_8);
        computation.compute(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }

    private static String text(DigestComputation computation) {
        return new String(computation.text(), 0, computation.shownLength(), StandardCharsets.UTF_8);
    }
}
