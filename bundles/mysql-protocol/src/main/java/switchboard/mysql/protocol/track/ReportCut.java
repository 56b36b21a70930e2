package switchboard.mysql.protocol.track;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Packets;

/**
 * Makes a server's packets those for a client without CLIENT_SESSION_TRACK (MySQL protocol reference, "OK_Packet"): an OK
 * ends behind its text for people, and neither it nor an EOF says that anything has changed.
 *
 * <p>Works in the buffer that is followed: what stands behind a report moves down. The first bytes of a packet that is cut
 * before they tell whether it reports anything wait for the next buffer: as many as {@link Held} has.
 */
final class ReportCut {
    private final Held held;
    private ByteBuf buf;
    private int waiting; // held bytes that came with buffers before, and were not passed on
    private int keep; // bytes of the packet under way that stay, before its report
    private int drop; // bytes of its report
    private int from; // what stays, and has not moved yet
    private int to; // where it belongs
    private int reportAt;
    private int reportEnd;
    private ByteBuf ahead;

    ReportCut(Held held) {
        this.held = held;
    }

    void clear() {
        waiting = 0;
        keep = 0;
        drop = 0;
        buf = null;
    }

    /** Borrows the buffer until {@link #leave}. */
    void enter(ByteBuf in) {
        buf = in;
        from = in.readerIndex();
        to = from;
        reportAt = from + keep;
        reportEnd = reportAt + drop;
        ahead = null;
    }

    /**
     * Enough of a packet is held, and that has been read.
     *
     * @param at where the bytes end that are held
     * @param payload its whole length
     */
    void known(int at, int payload) {
        if (buf == null || waiting == 0 && !held.isFlagged()) {
            return;
        }
        int start = at - held.length();
        int left = held.isFlagged() ? held.takeReport(payload) : payload;
        int here = held.length() - waiting;
        held.get(waiting, buf, at - here, here);
        if (waiting > 0) {
            int stays = Math.min(waiting, Packets.HEADER_BYTES + left);
            ahead = buf.alloc().buffer(stays);
            held.get(0, ahead, 0, stays);
            ahead.writerIndex(stays);
            waiting = 0;
        }
        if (left < payload) {
            endReport(start);
            reportAt = Math.max(buf.readerIndex(), start + Packets.HEADER_BYTES + left);
            reportEnd = start + Packets.HEADER_BYTES + payload;
        }
    }

    /** All bytes were followed. Returns those that go before the buffer's, the caller's to release; null for none. */
    ByteBuf leave() {
        int end = buf.writerIndex() - (held.length() - waiting);
        waiting = held.length();
        endReport(end);
        keep = Math.max(0, reportAt - end);
        drop = Math.max(0, reportEnd - Math.max(reportAt, end));
        move(end);
        buf.writerIndex(to);
        buf = null;
        return ahead;
    }

    private void endReport(int end) {
        move(Math.min(reportAt, end));
        from = Math.max(from, Math.min(reportEnd, end));
    }

    private void move(int end) {
        if (end <= from) {
            return;
        }
        if (to < from) {
            buf.setBytes(to, buf, from, end - from);
        }
        to += end - from;
        from = end;
    }
}
