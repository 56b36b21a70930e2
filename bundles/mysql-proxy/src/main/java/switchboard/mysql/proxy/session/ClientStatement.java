package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import switchboard.api.query.Decision;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.proxy.route.KnownQuery;

/** A prepared statement of a client; each backend connection that runs it has its own one of the same text. */
final class ClientStatement {
    /** What a backend connection knows a statement by: the schema counts, it resolves the tables' names. */
    record Text(String schema, java.nio.ByteBuffer sql) {
    }

    private final int id;
    private final Text text;
    private final KnownQuery known;
    private final Decision decision;
    private final int parameters;
    private byte[] types;
    private ErrPacket failure;

    ClientStatement(int id, Text text, KnownQuery known, Decision decision, int parameters) {
        this.id = id;
        this.text = text;
        this.known = known;
        this.decision = decision;
        this.parameters = parameters;
    }

    int id() {
        return id;
    }

    Text text() {
        return text;
    }

    KnownQuery known() {
        return known;
    }

    /** Where it was routed when it was prepared. */
    Decision decision() {
        return decision;
    }

    int parameters() {
        return parameters;
    }

    /** The parameter types that the client sent last, 2 bytes each, or null. */
    byte[] types() {
        return types;
    }

    void types(byte[] sent) {
        types = sent;
    }

    /** Long data could not be sent: the first such error is what the next EXECUTE answers. */
    void failed(ErrPacket error) {
        failure = failure == null ? error : failure;
    }

    /** The error that an EXECUTE has to answer, or null; it is told once. */
    ErrPacket takeFailure() {
        ErrPacket taken = failure;
        failure = null;
        return taken;
    }

    /** COM_STMT_PREPARE for it. The caller owns the buffer. */
    ByteBuf preparePacket(io.netty.buffer.ByteBufAllocator allocator) {
        int length = text.sql().remaining() + 1;
        return allocator.buffer(4 + length).writeMediumLE(length).writeByte(0)
                .writeByte(switchboard.mysql.protocol.Command.COM_STMT_PREPARE).writeBytes(text.sql().duplicate());
    }
}
