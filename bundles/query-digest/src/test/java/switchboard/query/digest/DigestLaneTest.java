package switchboard.query.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryDigester;

class DigestLaneTest {
    private final DigesterComponent digester = new DigesterComponent();
    private final QueryDigester.Lane lane = digester.newLane();

    @Test
    void givesTheSameObjectForTheSameDigest() {
        QueryDigest first = digest("select 1");
        assertEquals("0x1E092DAEFFBBF262", first.hex());
        assertEquals("select ?", first.text());
        assertSame(first, digest("select  2"));
    }

    @Test
    void takesChangedVariablesWithTheNextQuery() {
        digester.variablesChanged(new Variables().with("mysql-query_digests_lowercase", "true"));
        assertEquals("select ?", digest("SELECT 1").text());
        digester.variablesChanged(new Variables().with("mysql-query_digests_max_digest_length", "16"));
        assertEquals("SELECT abcdefghi", digest("SELECT abcdefghijk").text());
    }

    @Test
    void givesNeitherDigestNorCommentWhileDigestsAreOff() {
        assertNotNull(digest("/* a */ select 1"));
        digester.variablesChanged(new Variables().with("mysql-query_digests", "false"));
        assertNull(digest("/* a */ select 1"));
        assertNull(lane.firstComment());
        digester.variablesChanged(new Variables());
        assertNotNull(digest("/* a */ select 1"));
        assertEquals(" a ", lane.firstComment());
    }

    @Test
    void forgetsAllDigestsWhenThereAreTooMany() {
        DigestCache cache = new DigestCache(3000);
        for (int hash = 0; hash < 3000; hash++) {
            cache.put(new QueryDigest(hash * 1024L, "d"));
        }
        assertEquals(3000, cache.size());
        assertNotNull(cache.get(0));
        cache.put(new QueryDigest(-1, "d"));
        assertEquals(1, cache.size());
        assertNull(cache.get(0));
        assertNotNull(cache.get(-1));
    }

    @Test
    void allocatesNothingForADigestItHasSeen() {
        ByteBuf array = Unpooled.copiedBuffer("/* a */ select c from t where id in (1,'a',-3)", StandardCharsets.UTF_8);
        // the leak detector would allocate for each access
        ByteBuf direct = new UnpooledByteBufAllocator(true, true).directBuffer().writeBytes(array.duplicate());
        digestOften(array, direct);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        digestOften(array, direct);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        direct.release();
        assertTrue(allocated < 20_000, "bytes for 20000 queries: " + allocated);
    }

    private void digestOften(ByteBuf array, ByteBuf direct) {
        for (int i = 0; i < 10_000; i++) {
            lane.digest(array, 0, array.readableBytes());
            lane.digest(direct, 0, direct.readableBytes());
        }
    }

    private QueryDigest digest(String statement) {
        ByteBuf bytes = Unpooled.copiedBuffer(statement, StandardCharsets.UTF_8);
        return lane.digest(bytes, 0, bytes.readableBytes());
    }
}
