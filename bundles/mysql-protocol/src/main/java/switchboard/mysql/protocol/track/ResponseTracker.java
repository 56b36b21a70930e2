package switchboard.mysql.protocol.track;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Packets;

/**
 * Follows a server's answers over the bytes that are forwarded. One for each connection to a server, used for one
 * command after another, on its event loop.
 *
 * <p>Buffers are borrowed, read in place and may be cut at any byte. Rows and definitions are passed over by the length
 * in their header; only their first byte is looked at. Of the packets that matter (OK, ERR, EOF, counts) at most
 * {@value Held#PREFIX} bytes are copied, into an array that lives as long as the tracker. No number from the server
 * sizes anything. {@link AnswerCourse} knows what may follow what.
 *
 * <p>Not followed, and never to be negotiated with servers: CLIENT_OPTIONAL_RESULTSET_METADATA and
 * MariaDB's cached metadata ({@link DefinitionsCache} makes these). Compressed connections are tracked behind the decompression.
 */
public final class ResponseTracker {
    private final Held held = new Held();
    private final Answer answer = new Answer();
    private final AnswerCourse course = new AnswerCourse(held, answer);
    private final StateBytes state = new StateBytes();
    private final ReportCut cut = new ReportCut(held);
    private int skip; // bytes of the payload under way that nobody looks at
    private boolean continued; // the packet to come goes on with a payload of 0xFFFFFF bytes

    /** For a new connection; the status flags are those of its login. */
    public ResponseTracker(int statusFlags) {
        answer.statusFlags = statusFlags;
    }

    /**
     * A command has been sent; its answer comes next.
     *
     * @param capabilities as negotiated with the server
     */
    public void begin(int command, long capabilities) {
        skip = 0;
        continued = false;
        held.clear();
        state.clear();
        cut.clear();
        answer.clear();
        course.begin(command, capabilities);
    }

    /**
     * Follows {@code length} bytes from {@code index}, which may stand anywhere in an answer. Borrows the buffer and
     * moves no index of it.
     *
     * @return whether the answer is complete, as {@link #complete}
     */
    public boolean track(ByteBuf buf, int index, int length) {
        if (follow(buf, index, length) < length) {
            course.violate(); // nothing was asked
        }
        return complete();
    }

    /**
     * Follows all of a buffer as {@link #track} does and makes it one for a client without CLIENT_SESSION_TRACK: without
     * reports of the session's changes. All bytes of an answer have to come here. Borrows the buffer; it has fewer bytes
     * afterwards, perhaps none.
     *
     * @return bytes that go before the buffer's, the caller's to release; null for none
     */
    public ByteBuf trackCutting(ByteBuf buf) {
        cut.enter(buf);
        track(buf, buf.readerIndex(), buf.readableBytes());
        return cut.leave();
    }

    /**
     * Follows bytes as {@link #track} does, but only to the answer's end: what stands behind it answers a command that was
     * sent together with this one.
     *
     * @return how many of the bytes belong to the answer
     */
    public int follow(ByteBuf buf, int index, int length) {
        int at = index;
        int end = index + length;
        while (at < end) {
            if (skip > 0) {
                int passed = Math.min(skip, end - at);
                skip -= passed;
                if (state.isCollecting()) {
                    collect(buf, at, passed);
                }
                at += passed;
            } else if (course.inRows() && held.isEmpty() && !continued && end - at > Packets.HEADER_BYTES
                    && buf.getUnsignedByte(at + Packets.HEADER_BYTES) < AnswerCourse.END) {
                row(buf.getUnsignedMediumLE(at)); // what most of the bytes are
                at += Packets.HEADER_BYTES;
            } else if (continued || !course.done() && !course.violated()) {
                at += gather(buf, at, end);
            } else {
                break;
            }
        }
        return at - index;
    }

    private void collect(ByteBuf buf, int index, int length) {
        state.add(buf, index, length);
        if (skip == 0) {
            state.end(answer);
        }
    }

    private void row(int payload) {
        if (payload == 0) {
            course.violate();
            return;
        }
        answer.rows++;
        continued = payload == Packets.CONTINUED;
        skip = payload;
    }

    /** Collects a header and what is needed of its payload, then acts upon it. Returns the bytes it took. */
    private int gather(ByteBuf buf, int index, int end) {
        int at = index + held.fill(buf, index, end, Packets.HEADER_BYTES);
        if (held.length() < Packets.HEADER_BYTES) {
            return at - index;
        }
        int payload = held.payloadLength();
        if (continued) {
            cut.known(at, payload);
            held.clear();
            continued = payload == Packets.CONTINUED;
            skip = payload;
            return at - index;
        }
        if (payload == 0) {
            course.violate();
            return at - index;
        }
        at += held.fill(buf, at, end, Packets.HEADER_BYTES + 1);
        if (held.length() == Packets.HEADER_BYTES) {
            return at - index;
        }
        int wanted = Math.min(payload, course.wanted());
        at += held.fill(buf, at, end, Packets.HEADER_BYTES + wanted);
        if (held.length() < Packets.HEADER_BYTES + wanted) {
            return at - index;
        }
        continued = payload == Packets.CONTINUED;
        skip = payload - wanted;
        course.act(held.first(), payload);
        if (held.state(state) && skip == 0) {
            state.end(answer);
        }
        cut.known(at, payload);
        held.clear();
        return at - index;
    }

    /** Whether the answer is complete to its last byte. */
    public boolean complete() {
        return course.done() && skip == 0 && !continued;
    }

    /** Whether the server broke the protocol: the connection can't be used any more. */
    public boolean violated() {
        return course.violated();
    }

    /** What the answer said so far; always the same object, its values are those of the answer under way. */
    public Answer answer() {
        return answer;
    }
}
