package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.BitSet;
import switchboard.api.query.Decision;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.track.SentDefinitions;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.statement.SharedStatement;

/** A prepared statement of a client; each backend connection that runs it has its own one of the same text. */
final class ClientStatement {
    private final int id;
    private final SharedStatement shared;
    private final KnownQuery known;
    private final Decision decision;
    private byte[] types;
    private SentDefinitions definitions;
    private ErrPacket failure;
    private BitSet longData = new BitSet(0);

    ClientStatement(int id, SharedStatement shared, KnownQuery known, Decision decision) {
        this.id = id;
        this.shared = shared;
        this.known = known;
        this.decision = decision;
    }

    int id() {
        return id;
    }

    /** What a backend connection knows it by. */
    SharedStatement shared() {
        return shared;
    }

    KnownQuery known() {
        return known;
    }

    /** Where it was routed when it was prepared. */
    Decision decision() {
        return decision;
    }

    int parameters() {
        return shared.parameters();
    }

    /** The parameter types that the client sent last, 2 bytes each, or null. */
    byte[] types() {
        return types;
    }

    void types(byte[] sent) {
        types = sent;
    }

    /** The column definitions that the client has of it. */
    SentDefinitions definitions() {
        if (definitions == null) {
            definitions = new SentDefinitions();
        }
        return definitions;
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

    /** The value of this parameter was sent by itself. */
    void longDataFor(int parameter) {
        if (parameter < parameters()) {
            longData.set(parameter);
        }
    }

    /** The parameters whose values an EXECUTE leaves out. */
    BitSet takeLongData() {
        BitSet taken = longData;
        if (!taken.isEmpty()) {
            longData = new BitSet(0);
        }
        return taken;
    }

    /** COM_STMT_PREPARE for it. The caller owns the buffer. */
    ByteBuf preparePacket(io.netty.buffer.ByteBufAllocator allocator) {
        ByteBuffer sql = shared.key().sql();
        int length = sql.remaining() + 1;
        return allocator.buffer(4 + length).writeMediumLE(length).writeByte(0)
                .writeByte(switchboard.mysql.protocol.Command.COM_STMT_PREPARE).writeBytes(sql.duplicate());
    }
}
