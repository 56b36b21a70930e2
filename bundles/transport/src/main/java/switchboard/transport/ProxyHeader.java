package switchboard.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * What a proxy in front says of a client before the client's first byte (HAProxy, "The PROXY protocol", versions 1 and 2).
 *
 * @param length bytes of the header
 * @param client null where the proxy speaks for itself, or doesn't know
 */
record ProxyHeader(int length, InetSocketAddress client) {
    private static final byte[] V1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] V2 = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    /** Line end included. */
    static final int MAX_V1_BYTES = 107;
    private static final int V2_FIXED_BYTES = 16;
    /** Of what follows the fixed part: addresses, and whatever else the proxy tells. */
    static final int MAX_V2_BYTES = 4096;

    /** There is none: the first bytes are the client's own. */
    static final ProxyHeader NONE = new ProxyHeader(0, null);

    /**
     * Reads a header from the buffer's reader index; borrows the buffer and moves no index.
     *
     * @return null while bytes are missing
     * @throws IllegalArgumentException it begins as a header and is none
     */
    static ProxyHeader read(ByteBuf in) {
        if (beginsAs(in, V1)) {
            return in.readableBytes() < V1.length ? null : version1(in);
        }
        if (beginsAs(in, V2)) {
            return in.readableBytes() < V2_FIXED_BYTES ? null : version2(in);
        }
        return NONE;
    }

    /** As far as there are bytes, of which there is at least one. */
    private static boolean beginsAs(ByteBuf in, byte[] signature) {
        int length = Math.min(in.readableBytes(), signature.length);
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != signature[i]) {
                return false;
            }
        }
        return length > 0;
    }

    private static ProxyHeader version1(ByteBuf in) {
        int limit = Math.min(in.readableBytes(), MAX_V1_BYTES);
        int end = ByteBufUtil.indexOf(in, in.readerIndex(), in.readerIndex() + limit, (byte) '\n');
        if (end < 0) {
            if (limit == MAX_V1_BYTES) {
                throw new IllegalArgumentException("no line end within " + MAX_V1_BYTES + " bytes");
            }
            return null;
        }
        int length = end + 1 - in.readerIndex();
        String line = in.toString(in.readerIndex(), length, StandardCharsets.US_ASCII);
        if (!line.endsWith("\r\n")) {
            throw new IllegalArgumentException("no carriage return before the line end");
        }
        String[] words = line.strip().split(" ");
        if (words.length >= 2 && words[1].equals("UNKNOWN")) {
            return new ProxyHeader(length, null);
        }
        boolean isV4 = words.length == 6 && words[1].equals("TCP4") && NetUtil.isValidIpV4Address(words[2]);
        boolean isV6 = words.length == 6 && words[1].equals("TCP6") && NetUtil.isValidIpV6Address(words[2]);
        if (!isV4 && !isV6) {
            throw new IllegalArgumentException("not TCP4 or TCP6 with two addresses and two ports");
        }
        return new ProxyHeader(length,
                new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(words[2]), port(words[4])));
    }

    private static int port(String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new IllegalArgumentException("a port that is none");
    }

    private static ProxyHeader version2(ByteBuf in) {
        int at = in.readerIndex() + V2.length;
        int versionAndCommand = in.getUnsignedByte(at);
        int family = in.getUnsignedByte(at + 1);
        int following = in.getUnsignedShort(at + 2);
        if (versionAndCommand != 0x20 && versionAndCommand != 0x21 || following > MAX_V2_BYTES) {
            throw new IllegalArgumentException("a version, command or length that is not known");
        }
        if (in.readableBytes() < V2_FIXED_BYTES + following) {
            return null;
        }
        int length = V2_FIXED_BYTES + following;
        boolean local = versionAndCommand == 0x20; // the proxy's own check of our health
        int bytes = switch (family) {
            case 0x11 -> 4; // TCP over IPv4
            case 0x21 -> 16; // TCP over IPv6
            default -> 0; // Unix sockets, and what may come
        };
        if (local || bytes == 0) {
            return new ProxyHeader(length, null);
        }
        if (following < 2 * bytes + 4) {
            throw new IllegalArgumentException("too short for its addresses");
        }
        byte[] address = new byte[bytes];
        in.getBytes(at + 4, address);
        try {
            return new ProxyHeader(length, new InetSocketAddress(InetAddress.getByAddress(address),
                    in.getUnsignedShort(at + 4 + 2 * bytes)));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
