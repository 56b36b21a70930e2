package switchboard.admin.telnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.api.listen.Listener;

class TelnetLinesTest {
    private final AtomicInteger shutdowns = new AtomicInteger();
    private final TelnetHandler handler = new TelnetHandler("telnet-admin", shutdowns::incrementAndGet) {
    };
    private EmbeddedChannel channel = connected("127.0.0.1");

    private EmbeddedChannel connected(String address) {
        EmbeddedChannel connected = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 4711);
            }
        };
        handler.accept(connected, new Listener("telnet-admin", "127.0.0.1", 6030));
        return connected;
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void sendsLinesBackHoweverTheyArrive() {
        type("hel");
        assertEquals("", answer());
        type("lo\r\nagain\n");
        assertEquals("hello\nNOT OK\nagain\nNOT OK\n", answer());
        assertEquals(1, handler.clients());
    }

    @Test
    void quitCloses() {
        type("quit\n");
        assertFalse(channel.isOpen());
        assertEquals("", answer());
    }

    @Test
    void shutdownEndsTheProcessForThisMachineOnly() {
        type("shutdown\n");
        assertEquals("shutdown\nOK\n", answer());
        assertEquals(1, shutdowns.get());
        channel = connected("192.0.2.1");
        type("shutdown\n");
        assertEquals("shutdown\nNOT OK\n", answer());
        assertEquals(1, shutdowns.get());
    }

    @Test
    void aLineWithoutEndClosesTheConnection() {
        type("x".repeat(1024));
        assertTrue(channel.isOpen());
        type("x");
        assertFalse(channel.isOpen());
    }

    private void type(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private String answer() {
        StringBuilder answers = new StringBuilder();
        for (ByteBuf found = channel.readOutbound(); found != null; found = channel.readOutbound()) {
            answers.append(found.toString(StandardCharsets.UTF_8));
            found.release();
        }
        return answers.toString();
    }
}
