package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.statement.SharedStatement;
import switchboard.mysql.proxy.statement.PreparedText;

/** Forwards the answer of a PREPARE with an id of ours in it. */
final class PrepareScript implements CommandScript {
    private static final int FIRST_PACKET = Packets.HEADER_BYTES + 5;
    private final ClientSession session;
    private final PreparedText text;
    private final QueryCommand.Routed routed;
    private ByteBuf head;
    private boolean patched;
    private int id;

    PrepareScript(ClientSession session, PreparedText text, QueryCommand.Routed routed) {
        this.session = session;
        this.text = text;
        this.routed = routed;
    }

    @Override
    public void ready(BackendConnection connection) {
        session.loop().counters().add(Counter.COM_BACKEND_STMT_PREPARE, 1);
        connection.state().statements()
                .makeRoom(session.loop().modules().backendSettings().get().maxStmtsPerConnection());
        connection.send(session.execution(), Command.COM_STMT_PREPARE, session.execution().command().packet().retain());
    }

    @Override
    public ByteBuf outgoing(ByteBuf bytes) {
        if (patched) {
            return bytes;
        }
        if (head == null) {
            head = bytes;
        } else {
            head.writeBytes(bytes);
            bytes.release();
        }
        boolean error = head.readableBytes() > Packets.HEADER_BYTES
                && head.getUnsignedByte(head.readerIndex() + Packets.HEADER_BYTES) == 0xFF;
        if (!error && head.readableBytes() < FIRST_PACKET) {
            if (head == bytes) { // cut in its first bytes: the next ones are appended to a buffer of our own
                head = session.channel().alloc().buffer(256).writeBytes(bytes);
                bytes.release();
            }
            return null;
        }
        if (!error) {
            id = session.statements().nextId();
            head.setIntLE(head.readerIndex() + Packets.HEADER_BYTES + 1, id);
        }
        patched = true;
        ByteBuf out = head;
        head = null;
        return out;
    }

    @Override
    public void complete(BackendConnection connection) {
        if (connection.answer().errorCode() == 0) {
            var answer = connection.answer();
            SharedStatement shared = session.statements().share(text, routed.known(), answer);
            connection.state().statements().prepared(shared, (int) answer.statementId());
            session.statements().add(new ClientStatement(id, shared, routed.known(), routed.decision()));
        } else {
            connection.state().statements().notPrepared();
        }
    }

    @Override
    public void dropped() {
        if (head != null) {
            head.release();
            head = null;
        }
    }
}
