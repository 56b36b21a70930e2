package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;

/**
 * Asks the client to prove its password with another plugin (MySQL protocol reference,
 * "Protocol::AuthSwitchRequest").
 *
 * @param data for the plugin, mostly a nonce of 20 bytes; without the final 0 that servers append
 */
public record AuthSwitchRequest(String authPlugin, byte[] data) {
    public static final int HEADER = 0xFE;

    /** MariaDB's plugins send nonces of this length, of any bytes and without a final 0. */
    private static final int RAW_NONCE_BYTES = 32;

    public AuthSwitchRequest {
        Objects.requireNonNull(authPlugin);
        data = data.clone();
    }

    public static AuthSwitchRequest decode(ByteBuf payload) {
        Lenenc.need(payload, 1);
        if (payload.readUnsignedByte() != HEADER) {
            throw new MalformedPacketException("not an AuthSwitchRequest");
        }
        if (!payload.isReadable()) {
            throw new MalformedPacketException("the server wants a password older than 4.1");
        }
        String plugin = Lenenc.readUntilZero(payload, StandardCharsets.UTF_8);
        byte[] data = Lenenc.readRest(payload);
        boolean zeroEnded = data.length > 0 && data.length != RAW_NONCE_BYTES && data[data.length - 1] == 0;
        return new AuthSwitchRequest(plugin, zeroEnded ? Arrays.copyOf(data, data.length - 1) : data);
    }

    public int encode(ByteBuf out, int sequenceId) {
        int start = Packets.begin(out);
        out.writeByte(HEADER);
        Lenenc.writeUtf8UntilZero(out, authPlugin);
        out.writeBytes(data).writeByte(0);
        return Packets.end(out, start, sequenceId);
    }
}
