package switchboard.cluster.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SilenceLimitTest {
    private final List<String> errors = new ArrayList<>();
    private final ChannelInboundHandlerAdapter first = new ChannelInboundHandlerAdapter() {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            errors.add(cause.getMessage());
        }
    };

    private static void pass(EmbeddedChannel channel, long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void aConnectionThatHasFallenSilentIsGivenUpAndOneThatGoesOnIsNot() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast(SilenceLimit.before(first, Duration.ofSeconds(30)));
        for (int i = 0; i < 10; i++) {
            pass(channel, 29_000);
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[]{1}));
        }
        assertTrue(channel.isOpen());
        assertEquals(List.of(), errors);
        pass(channel, 31_000);
        assertFalse(channel.isOpen());
        assertEquals(List.of("nothing received for 30 s"), errors);
        channel.releaseInbound();
    }
}
