package switchboard.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.listen.ClientAddress;

class ProxyHeaderTest {
    private static final String V2 = "0D0A0D0A000D0A515549540A";
    private static final byte[] LOGIN = {1, 2, 3};

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text.replace("|", "\r\n"), StandardCharsets.US_ASCII);
    }

    private static ByteBuf hex(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }

    @ParameterizedTest
    @CsvSource({"PROXY TCP4 192.0.2.7 10.0.0.1 50000 3306|, 192.0.2.7, 50000",
            "PROXY TCP6 2001:db8::7 ::1 65535 1|, 2001:db8:0:0:0:0:0:7, 65535"})
    void version1NamesTheClient(String line, String host, int port) {
        ByteBuf in = text(line);
        ProxyHeader header = ProxyHeader.read(in);
        assertEquals(in.readableBytes(), header.length());
        assertEquals(host, header.client().getAddress().getHostAddress());
        assertEquals(port, header.client().getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN|", "PROXY UNKNOWN ffff::1 ffff::2 1 2|"})
    void whatTheProxyDoesNotKnowNamesNobody(String line) {
        ByteBuf in = text(line);
        assertEquals(new ProxyHeader(in.readableBytes(), null), ProxyHeader.read(in));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY TCP4 192.0.2.7 10.0.0.1 50000|", "PROXY TCP4 ::1 ::1 1 2|",
            "PROXY TCP6 192.0.2.7 10.0.0.1 1 2|", "PROXY TCP4 host 10.0.0.1 1 2|",
            "PROXY TCP4 192.0.2.7 10.0.0.1 99999 2|",
            "PROXY TCP4 192.0.2.7 10.0.0.1 x 2|", "PROXY |", "PROXY TCP4 192.0.2.7 10.0.0.1 1 2\n"})
    void whatBeginsAsAHeaderAndIsNoneIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> ProxyHeader.read(text(line)));
    }

    @Test
    void aLineHasToEndWithinItsLimit() {
        String longest = "PROXY UNKNOWN " + "x".repeat(ProxyHeader.MAX_V1_BYTES - 16);
        assertEquals(ProxyHeader.MAX_V1_BYTES, ProxyHeader.read(text(longest + "|")).length());
        assertThrows(IllegalArgumentException.class, () -> ProxyHeader.read(text(longest + "x|")));
        assertNull(ProxyHeader.read(text(longest)));
    }

    @ParameterizedTest
    @CsvSource({"2111000CC00002070A000001C3500CEA, 192.0.2.7", // TCP over IPv4
            "211100130A0000070A000001C3500CEA04000455AABBCC, 10.0.0.7", // with more behind it
            "21210024200" + "10DB8000000000000000000000007" + "00000000000000000000000000000001C3500CEA,"
                    + "2001:db8:0:0:0:0:0:7"})
    void version2NamesTheClient(String rest, String host) {
        ByteBuf in = hex(V2 + rest);
        ProxyHeader header = ProxyHeader.read(in);
        assertEquals(in.readableBytes(), header.length());
        assertEquals(host, header.client().getAddress().getHostAddress());
        assertEquals(50000, header.client().getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"20000000", "2011000CC00002070A000001C3500CEA", "21310000", "21000000"})
    void aProxyThatSpeaksForItselfNamesNobody(String rest) {
        assertNull(ProxyHeader.read(hex(V2 + rest)).client());
    }

    @ParameterizedTest
    @ValueSource(strings = {"11110000", "22110000", "21111001", "2111000BC00002070A000001C3500C"})
    void aVersion2ThatIsNoneIsRefused(String rest) {
        assertThrows(IllegalArgumentException.class, () -> ProxyHeader.read(hex(V2 + rest)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"50524F5859205443503420" + "3139322E302E322E372031302E302E302E312035303030302031" + "0D0A",
            V2 + "2111000CC00002070A000001C3500001", "010203"})
    void theDecoderTakesItByteByByteAndPassesTheRestOn(String header) {
        EmbeddedChannel channel = new EmbeddedChannel(new ProxyHeaderDecoder());
        boolean announced = !header.equals("010203");
        byte[] bytes = ByteBufUtil.decodeHexDump(header);
        for (byte one : bytes) {
            channel.writeInbound(Unpooled.buffer().writeByte(one));
        }
        channel.writeInbound(Unpooled.wrappedBuffer(LOGIN));
        ByteBuf passed = Unpooled.buffer();
        for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
            passed.writeBytes(part);
            part.release();
        }
        assertEquals(announced ? "010203" : "010203010203", ByteBufUtil.hexDump(passed));
        assertNull(channel.pipeline().get(ProxyHeaderDecoder.class));
        if (announced) {
            assertEquals("192.0.2.7", ClientAddress.host(channel));
        } else {
            assertSame(channel.remoteAddress(), ClientAddress.of(channel));
        }
        channel.finishAndReleaseAll();
    }

    @Test
    void aWrongHeaderClosesTheConnection() {
        EmbeddedChannel channel = new EmbeddedChannel(new ProxyHeaderDecoder());
        channel.writeInbound(text("PROXY nonsense|"));
        assertFalse(channel.isActive());
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @CsvSource({"'', 10.0.0.1, false", "*, 10.0.0.1, true", "*, ::1, true", "10.0.0.0/8, 10.255.0.1, true",
            "10.0.0.0/8, 11.0.0.1, false", "'192.0.2.7, fd00::/8', fd00::1, true", "192.0.2.7, 192.0.2.7, true",
            "192.0.2.7, 192.0.2.8, false", "0.0.0.0/0, 8.8.8.8, true"})
    void onlyTheNetworksOfTheVariableAreTrusted(String networks, String address, boolean trusted) {
        TrustedNetworks some = new TrustedNetworks();
        some.set(networks);
        assertEquals(trusted, some.contain(new InetSocketAddress(address, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "localhost", "10.0.0.0/x", "fd00::/129", "10.0.0.0/8,nonsense",
            "10.0.0.0/-1"})
    void aWrongListChangesNothing(String wrong) {
        TrustedNetworks some = new TrustedNetworks();
        some.set("192.0.2.0/24");
        some.set(wrong);
        assertTrue(some.contain(new InetSocketAddress("192.0.2.1", 1)));
        assertFalse(some.contain(new InetSocketAddress("10.0.0.1", 1)));
    }
}
