package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.collection.IntObjectHashMap;
import java.util.BitSet;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;

/**
 * Takes query attributes off a relayed client's commands, because its server has not agreed to them. Stands before the
 * relay on the client's side; what isn't a command, the content of a file, passes as it is.
 */
final class AttributeFilter extends ChannelInboundHandlerAdapter {
    private static final int LAST_SEQUENCE_ID = 0xFF;
    private static final int MAX_STATEMENTS = 16_382; // as many as a client may have

    private final ClientSession session;
    private final CommandInput input;
    private final IntObjectHashMap<BitSet> longData = new IntObjectHashMap<>();
    private ChannelHandlerContext ctx;
    private boolean sequenceTurns; // the packet to come has the number 0 and goes on with a file

    AttributeFilter(ClientSession session) {
        this.session = session;
        this.input = new CommandInput(session.channel().alloc());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        pass((ByteBuf) message);
    }

    /** What the client has sent. Takes the buffer over. */
    void pass(ByteBuf bytes) {
        input.add(bytes);
        try {
            for (ByteBuf packet = next(); packet != null; packet = next()) {
                ctx.fireChannelRead(plain(packet));
            }
        } catch (CommandInput.CommandTooLargeException | MalformedPacketException | IndexOutOfBoundsException broken) {
            session.close("query attributes for a server without them: " + broken.getMessage());
        }
    }

    private ByteBuf next() throws CommandInput.CommandTooLargeException {
        return input.next(session.loop().settings().maxAllowedPacket());
    }

    /** Takes the packet over. */
    private ByteBuf plain(ByteBuf packet) {
        int from = packet.readerIndex();
        int sequenceId = Packets.sequenceId(packet, from);
        boolean isCommand = sequenceId == 0 && !sequenceTurns && packet.readableBytes() > Packets.HEADER_BYTES;
        sequenceTurns = sequenceId == LAST_SEQUENCE_ID && Packets.payloadLength(packet, from) > 0;
        if (!isCommand) {
            return packet;
        }
        try {
            return switch (packet.getUnsignedByte(from + Packets.HEADER_BYTES)) {
                case Command.COM_QUERY -> StatementAttributes.ofQuery(packet.alloc(), packet).packet();
                case Command.COM_STMT_EXECUTE -> execute(packet);
                case Command.COM_STMT_SEND_LONG_DATA -> {
                    if (longData.size() < MAX_STATEMENTS) {
                        longData.computeIfAbsent(ExecutePacket.statementId(packet), id -> new BitSet())
                                .set(ExecutePacket.parameter(packet));
                    }
                    yield packet;
                }
                case Command.COM_STMT_RESET, Command.COM_STMT_CLOSE -> {
                    longData.remove(ExecutePacket.statementId(packet));
                    yield packet;
                }
                default -> packet;
            };
        } catch (MalformedPacketException | IndexOutOfBoundsException broken) {
            packet.release();
            throw broken;
        }
    }

    private ByteBuf execute(ByteBuf packet) {
        if (!ExecutePacket.hasFixedPart(packet)) {
            return packet;
        }
        BitSet sent = longData.remove(ExecutePacket.statementId(packet));
        return StatementAttributes.ofExecute(packet.alloc(), packet, -1, sent == null ? new BitSet(0) : sent).packet();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        input.release();
    }
}
