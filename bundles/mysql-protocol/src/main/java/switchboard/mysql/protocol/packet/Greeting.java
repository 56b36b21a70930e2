package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;

/**
 * The first packet of a server (MySQL protocol reference, "Protocol::HandshakeV10"; MariaDB, "Initial handshake").
 *
 * @param serverVersion as sent: MariaDB puts {@code 5.5.5-} in front
 * @param threadId unsigned 32 bit
 * @param capabilities of the server; MariaDB's own from bit 32
 * @param collationId low 8 bits of the id
 * @param nonce 20 bytes
 * @param authPlugin {@code mysql_native_password} where the server names none
 */
public record Greeting(String serverVersion, long threadId, long capabilities, int collationId, int statusFlags,
        byte[] nonce, String authPlugin) {
    public static final int PROTOCOL_VERSION = 10;
    public static final int NONCE_BYTES = 20;

    private static final int NONCE_FIRST_PART = 8;

    public Greeting {
        Objects.requireNonNull(serverVersion);
        Objects.requireNonNull(authPlugin);
        if (nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException("nonce of " + nonce.length + " bytes");
        }
        nonce = nonce.clone();
    }

    public static Greeting decode(ByteBuf payload) {
        Lenenc.need(payload, 1);
        int version = payload.readUnsignedByte();
        if (version != PROTOCOL_VERSION) {
            throw new MalformedPacketException("greeting of protocol version " + version);
        }
        String serverVersion = Lenenc.readUntilZero(payload, StandardCharsets.UTF_8);
        Lenenc.need(payload, 4 + NONCE_FIRST_PART + 1 + 2);
        final long threadId = payload.readUnsignedIntLE();
        byte[] nonce = new byte[NONCE_BYTES];
        payload.readBytes(nonce, 0, NONCE_FIRST_PART).skipBytes(1);
        final long lower = payload.readUnsignedShortLE();
        Lenenc.need(payload, 1 + 2 + 2 + 1 + 10);
        final int collationId = payload.readUnsignedByte();
        final int statusFlags = payload.readUnsignedShortLE();
        long capabilities = lower | (long) payload.readUnsignedShortLE() << 16;
        final int nonceLength = payload.readUnsignedByte(); // with its final 0, or 0 without PLUGIN_AUTH
        payload.skipBytes(6);
        long extension = payload.readUnsignedIntLE();
        if (!Capability.has(capabilities, Capability.CLIENT_LONG_PASSWORD)) {
            capabilities |= extension << 32; // MariaDB clears the first bit to say that these four bytes are flags
        }
        int second = NONCE_BYTES - NONCE_FIRST_PART;
        Lenenc.need(payload, second);
        payload.readBytes(nonce, NONCE_FIRST_PART, second);
        int fill = Math.max(13, nonceLength - NONCE_FIRST_PART) - second;
        payload.skipBytes(Math.min(fill, payload.readableBytes()));
        String plugin = Capability.has(capabilities, Capability.CLIENT_PLUGIN_AUTH)
                ? Lenenc.readUntilZeroOrEnd(payload, StandardCharsets.UTF_8)
                : "";
        return new Greeting(serverVersion, threadId, capabilities, collationId, statusFlags, nonce,
                plugin.isEmpty() ? "mysql_native_password" : plugin);
    }

    public int encode(ByteBuf out, int sequenceId) {
        int start = Packets.begin(out);
        out.writeByte(PROTOCOL_VERSION);
        Lenenc.writeUtf8UntilZero(out, serverVersion);
        out.writeIntLE((int) threadId).writeBytes(nonce, 0, NONCE_FIRST_PART).writeByte(0);
        out.writeShortLE((int) capabilities).writeByte(collationId).writeShortLE(statusFlags);
        out.writeShortLE((int) (capabilities >>> 16));
        boolean plugin = Capability.has(capabilities, Capability.CLIENT_PLUGIN_AUTH);
        out.writeByte(plugin ? NONCE_BYTES + 1 : 0).writeZero(6);
        boolean extended = !Capability.has(capabilities, Capability.CLIENT_LONG_PASSWORD);
        out.writeIntLE(extended ? (int) (capabilities >>> 32) : 0);
        out.writeBytes(nonce, NONCE_FIRST_PART, NONCE_BYTES - NONCE_FIRST_PART).writeByte(0);
        if (plugin) {
            Lenenc.writeUtf8UntilZero(out, authPlugin);
        }
        return Packets.end(out, start, sequenceId);
    }
}
