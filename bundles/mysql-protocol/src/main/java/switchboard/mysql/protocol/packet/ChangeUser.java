package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;

/**
 * A new login on a connection in use (MySQL protocol reference, "COM_CHANGE_USER").
 *
 * @param authResponse what proves the password, in the form of the plugin
 * @param schema null if none
 * @param collationId 0 where the client ends before it
 * @param authPlugin null if the client names none
 */
public record ChangeUser(String username, byte[] authResponse, String schema, int collationId, String authPlugin,
        Map<String, String> attributes) {
    public ChangeUser {
        Objects.requireNonNull(username);
        Objects.requireNonNull(authResponse);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /**
     * Reads the payload, with its first byte 0x11.
     *
     * @param capabilities as negotiated at login
     */
    public static ChangeUser decode(ByteBuf payload, long capabilities) {
        Lenenc.need(payload, 1);
        if (payload.readUnsignedByte() != Command.COM_CHANGE_USER) {
            throw new MalformedPacketException("not a COM_CHANGE_USER");
        }
        String username = Lenenc.readUntilZero(payload, StandardCharsets.UTF_8);
        Lenenc.need(payload, 1);
        final byte[] response = Lenenc.readBytes(payload, payload.readUnsignedByte());
        String schema = Lenenc.readUntilZeroOrEnd(payload, StandardCharsets.UTF_8);
        int collationId = payload.readableBytes() >= 2 ? payload.readUnsignedShortLE() : 0;
        String plugin = "";
        if (Capability.has(capabilities, Capability.CLIENT_PLUGIN_AUTH)) {
            plugin = Lenenc.readUntilZeroOrEnd(payload, StandardCharsets.UTF_8);
        }
        Map<String, String> attributes = Capability.has(capabilities, Capability.CLIENT_CONNECT_ATTRS)
                ? ConnectAttributes.read(payload)
                : Map.of();
        return new ChangeUser(username, response, schema.isEmpty() ? null : schema, collationId,
                plugin.isEmpty() ? null : plugin, attributes);
    }

    public int encode(ByteBuf out, int sequenceId, long capabilities) {
        int start = Packets.begin(out);
        out.writeByte(Command.COM_CHANGE_USER);
        Lenenc.writeUtf8UntilZero(out, username);
        out.writeByte(authResponse.length).writeBytes(authResponse);
        Lenenc.writeUtf8UntilZero(out, schema == null ? "" : schema);
        out.writeShortLE(collationId);
        if (Capability.has(capabilities, Capability.CLIENT_PLUGIN_AUTH)) {
            Lenenc.writeUtf8UntilZero(out, authPlugin == null ? "" : authPlugin);
        }
        if (Capability.has(capabilities, Capability.CLIENT_CONNECT_ATTRS)) {
            ConnectAttributes.write(out, attributes);
        }
        return Packets.end(out, start, sequenceId);
    }

    /** Without what proves the password. */
    @Override
    public String toString() {
        return "ChangeUser[" + username + ", " + schema + ", " + authPlugin + "]";
    }
}
