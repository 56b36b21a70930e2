package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;

/**
 * A client's login (MySQL protocol reference, "Protocol::HandshakeResponse41").
 *
 * @param capabilities as the client sent them; MariaDB's own from bit 32
 * @param maxPacketSize unsigned 32 bit
 * @param collationId 0 to 255: clients send the low 8 bits
 * @param authResponse what proves the password, in the form of the plugin
 * @param schema null if none
 * @param authPlugin null if the client names none
 * @param attributes may be empty
 * @param zstdLevel 0 if not sent
 */
public record HandshakeResponse(long capabilities, long maxPacketSize, int collationId, String username,
        byte[] authResponse, String schema, String authPlugin, Map<String, String> attributes, int zstdLevel) {
    public HandshakeResponse {
        Objects.requireNonNull(username);
        Objects.requireNonNull(authResponse);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /**
     * Reads a login. Which fields are there depends on both sides: libmysqlclient sets flags that the server did not
     * offer and leaves their fields out.
     *
     * @param offered capabilities of the server's greeting
     */
    public static HandshakeResponse decode(ByteBuf payload, long offered) {
        Lenenc.need(payload, SslRequest.PAYLOAD_BYTES);
        long capabilities = payload.readUnsignedIntLE();
        if (!Capability.has(capabilities, Capability.CLIENT_PROTOCOL_41)) {
            throw new MalformedPacketException("login of a protocol older than 4.1");
        }
        final long maxPacketSize = payload.readUnsignedIntLE();
        final int collationId = payload.readUnsignedByte();
        payload.skipBytes(19);
        long extension = payload.readUnsignedIntLE();
        if (!Capability.has(capabilities, Capability.CLIENT_LONG_PASSWORD)) {
            capabilities |= extension << 32;
        }
        final long both = capabilities & offered;
        String username = Lenenc.readUntilZero(payload, StandardCharsets.UTF_8);
        final byte[] response = readResponse(payload, capabilities, both);
        String schema = Capability.has(both, Capability.CLIENT_CONNECT_WITH_DB)
                ? emptyToNull(Lenenc.readUntilZeroOrEnd(payload, StandardCharsets.UTF_8))
                : null;
        String plugin = Capability.has(both, Capability.CLIENT_PLUGIN_AUTH)
                ? emptyToNull(Lenenc.readUntilZeroOrEnd(payload, StandardCharsets.UTF_8))
                : null;
        Map<String, String> attributes = Capability.has(both, Capability.CLIENT_CONNECT_ATTRS)
                ? ConnectAttributes.read(payload)
                : Map.of();
        boolean zstd = Capability.has(both, Capability.CLIENT_ZSTD_COMPRESSION_ALGORITHM) && payload.isReadable();
        return new HandshakeResponse(capabilities, maxPacketSize, collationId, username, response, schema, plugin,
                attributes, zstd ? payload.readUnsignedByte() : 0);
    }

    /** Fields are written as {@code capabilities} says: the caller has reduced them to what the server offers. */
    public int encode(ByteBuf out, int sequenceId) {
        int start = Packets.begin(out);
        SslRequest.writeFixedPart(out, capabilities, maxPacketSize, collationId);
        Lenenc.writeUtf8UntilZero(out, username);
        if (Capability.has(capabilities, Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA)) {
            Lenenc.writeBytes(out, authResponse);
        } else {
            out.writeByte(authResponse.length).writeBytes(authResponse);
        }
        if (Capability.has(capabilities, Capability.CLIENT_CONNECT_WITH_DB)) {
            Lenenc.writeUtf8UntilZero(out, schema == null ? "" : schema);
        }
        if (Capability.has(capabilities, Capability.CLIENT_PLUGIN_AUTH)) {
            Lenenc.writeUtf8UntilZero(out, authPlugin == null ? "" : authPlugin);
        }
        if (Capability.has(capabilities, Capability.CLIENT_CONNECT_ATTRS)) {
            ConnectAttributes.write(out, attributes);
        }
        if (Capability.has(capabilities, Capability.CLIENT_ZSTD_COMPRESSION_ALGORITHM)) {
            out.writeByte(zstdLevel);
        }
        return Packets.end(out, start, sequenceId);
    }

    private static byte[] readResponse(ByteBuf in, long capabilities, long both) {
        if (Capability.has(both, Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA)) {
            return Lenenc.readBytes(in);
        }
        if (Capability.has(capabilities, Capability.CLIENT_SECURE_CONNECTION)) {
            Lenenc.need(in, 1);
            return Lenenc.readBytes(in, in.readUnsignedByte());
        }
        return Lenenc.readUntilZeroOrEnd(in, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Without what proves the password: it may be the clear text. */
    @Override
    public String toString() {
        return "HandshakeResponse[" + username + ", " + schema + ", " + authPlugin + "]";
    }
}
