package switchboard.mysql.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.ChangeUser;
import switchboard.mysql.protocol.packet.ErrPacket;

/**
 * COM_CHANGE_USER on a connection that is logged in: the same proofs as at login, with the nonce of the greeting. The
 * caller sends what the steps say, feeds the client's packets that follow an {@code Ask}, and answers OK itself.
 * Good for one command.
 */
public final class ReAuthentication {
    private final LoginConversation conversation;
    private final long capabilities;

    /**
     * For one command.
     *
     * @param previous the login of this connection
     * @param tlsSession see {@link LoginAttempt#tlsSession}
     */
    public ReAuthentication(LoginSettings settings, Accounts accounts, Login previous,
            Optional<SSLSession> tlsSession) {
        conversation = new LoginConversation(settings, accounts, previous.nonce(), tlsSession);
        capabilities = previous.capabilities();
    }

    /** Takes the command, a whole packet with header; borrows it. */
    public LoginStep begin(ByteBuf packet) {
        int sequenceId = Packets.sequenceId(packet, packet.readerIndex());
        try {
            ChangeUser change = ChangeUser.decode(payload(packet), capabilities);
            return conversation.begin(change, capabilities, sequenceId);
        } catch (MalformedPacketException e) {
            ByteBuf out = Unpooled.buffer();
            new ErrPacket(ErrorCode.ER_MALFORMED_PACKET, ErrPacket.GENERAL_STATE, "Malformed communication packet.")
                    .encode(out, sequenceId + 1);
            return new LoginStep.Refused(LoginRefusal.MALFORMED_PACKET, ByteBufUtil.getBytes(out),
                    conversation.username());
        }
    }

    /** Takes the answer to an {@code Ask}, a whole packet with header; borrows it. */
    public LoginStep answer(ByteBuf packet) {
        return conversation.answer(payload(packet), Packets.sequenceId(packet, packet.readerIndex()));
    }

    private static ByteBuf payload(ByteBuf packet) {
        int header = Packets.HEADER_BYTES;
        return packet.slice(packet.readerIndex() + header, packet.readableBytes() - header);
    }
}
