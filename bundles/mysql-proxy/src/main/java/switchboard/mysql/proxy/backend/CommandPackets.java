package switchboard.mysql.proxy.backend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Commands that the proxy sends by itself. They are shorter than 16 MB. */
public final class CommandPackets {
    private CommandPackets() {
    }

    /** A command without arguments. The caller owns the buffer. */
    public static ByteBuf of(ByteBufAllocator allocator, int command) {
        return allocator.buffer(5).writeMediumLE(1).writeByte(0).writeByte(command);
    }

    /** A command with a text: COM_QUERY, COM_INIT_DB. The caller owns the buffer. */
    public static ByteBuf of(ByteBufAllocator allocator, int command, String text) {
        int length = ByteBufUtil.utf8Bytes(text);
        ByteBuf packet = allocator.buffer(5 + length).writeMediumLE(1 + length).writeByte(0).writeByte(command);
        packet.writeCharSequence(text, StandardCharsets.UTF_8);
        return packet;
    }
}
