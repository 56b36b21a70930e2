package switchboard.mysql.protocol.track;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;

/**
 * Follows a server's answers over the bytes that are forwarded (MySQL protocol reference, "Command Phase"). One for
 * each connection to a server, used for one command after another, on its event loop.
 *
 * <p>Buffers are borrowed, read in place and may be cut at any byte. Rows and definitions are passed over by the length
 * in their header; only their first byte is looked at. Of the packets that matter (OK, ERR, EOF, counts) at most
 * {@value Held#PREFIX} bytes are copied, into an array that lives as long as the tracker. No number from the server
 * sizes anything.
 *
 * <p>Not followed, and never to be negotiated: CLIENT_OPTIONAL_RESULTSET_METADATA, MariaDB's cached metadata and
 * progress reports. Compressed connections are tracked behind the decompression.
 *
 * <pre>
 * FIRST ── OK, ERR ──────────────────────────────────────────────► DONE, or FIRST if more results exist
 *   ├── count ──► DEFINITIONS ──► DEFINITIONS_END (EOF only) ──► ROWS ── EOF, OK, ERR ──► DONE or FIRST
 *   ├── prepared ──► PARAMETERS ──► PARAMETERS_END ──► DEFINITIONS ──► DEFINITIONS_END ──► DONE
 *   └── 0xFB ──► FIRST, after the client's file
 * any ── a packet that can't be here ──► VIOLATED
 * </pre>
 */
public final class ResponseTracker {
    private enum Phase {
        FIRST, PARAMETERS, PARAMETERS_END, DEFINITIONS, DEFINITIONS_END, FIELDS, ROWS, STREAM, DONE, VIOLATED
    }

    private static final int ERR = 0xFF;
    private static final int END = 0xFE;
    private static final int LOCAL_INFILE = 0xFB;
    private static final int EOF_LIMIT = 9; // an EOF is shorter, a row that begins with 0xFE is not
    private static final int OK_LIMIT = 7; // an EOF has 5 bytes, an OK 7 or more
    private static final int MAX_COLUMNS = 0xFFFF;

    private final Held held = new Held();
    private final Answer answer = new Answer();
    private Phase phase = Phase.DONE;
    private int command;
    private boolean deprecateEof;
    private int skip; // bytes of the payload under way that nobody looks at
    private boolean continued; // the packet to come goes on with a payload of 0xFFFFFF bytes
    private int definitions; // still to come

    /** For a new connection; the status flags are those of its login. */
    public ResponseTracker(int statusFlags) {
        answer.statusFlags = statusFlags;
    }

    /**
     * A command has been sent; its answer comes next.
     *
     * @param capabilities as negotiated with the server
     */
    public void begin(int sentCommand, long capabilities) {
        command = sentCommand;
        deprecateEof = Capability.has(capabilities, Capability.CLIENT_DEPRECATE_EOF);
        skip = 0;
        continued = false;
        definitions = 0;
        held.clear();
        answer.clear();
        phase = switch (sentCommand) {
            case Command.COM_QUIT, Command.COM_STMT_CLOSE, Command.COM_STMT_SEND_LONG_DATA -> Phase.DONE;
            case Command.COM_FIELD_LIST -> Phase.FIELDS;
            case Command.COM_STMT_FETCH -> Phase.ROWS;
            case Command.COM_BINLOG_DUMP, Command.COM_BINLOG_DUMP_GTID, Command.COM_TABLE_DUMP -> Phase.STREAM;
            default -> Phase.FIRST;
        };
    }

    /**
     * Follows {@code length} bytes from {@code index}, which may stand anywhere in an answer. Borrows the buffer and
     * moves no index of it.
     *
     * @return whether the answer is complete, as {@link #complete}
     */
    public boolean track(ByteBuf buf, int index, int length) {
        int at = index;
        int end = index + length;
        while (at < end) {
            if (skip > 0) {
                int passed = Math.min(skip, end - at);
                skip -= passed;
                at += passed;
            } else if (phase == Phase.DONE || phase == Phase.VIOLATED) {
                phase = Phase.VIOLATED; // nothing was asked
                return false;
            } else if (phase == Phase.ROWS && held.isEmpty() && !continued && end - at > Packets.HEADER_BYTES
                    && buf.getUnsignedByte(at + Packets.HEADER_BYTES) < END) {
                at += row(buf.getUnsignedMediumLE(at)); // what most of the bytes are
            } else {
                at += gather(buf, at, end);
            }
        }
        return complete();
    }

    private int row(int payload) {
        if (payload == 0) {
            phase = Phase.VIOLATED;
        }
        answer.rows++;
        continued = payload == Packets.CONTINUED;
        skip = payload;
        return Packets.HEADER_BYTES;
    }

    /** Collects a header and what is needed of its payload, then acts upon it. Returns the bytes it took. */
    private int gather(ByteBuf buf, int index, int end) {
        int at = index + held.fill(buf, index, end, Packets.HEADER_BYTES);
        if (held.length() < Packets.HEADER_BYTES) {
            return at - index;
        }
        int payload = held.payloadLength();
        if (continued) {
            held.clear();
            continued = payload == Packets.CONTINUED;
            skip = payload;
            return at - index;
        }
        if (payload == 0) {
            phase = Phase.VIOLATED;
            return at - index;
        }
        at += held.fill(buf, at, end, Packets.HEADER_BYTES + 1);
        if (held.length() == Packets.HEADER_BYTES) {
            return at - index;
        }
        int wanted = Math.min(payload, wanted());
        at += held.fill(buf, at, end, Packets.HEADER_BYTES + wanted);
        if (held.length() < Packets.HEADER_BYTES + wanted) {
            return at - index;
        }
        continued = payload == Packets.CONTINUED;
        skip = payload - wanted;
        act(held.first(), payload);
        held.clear();
        return at - index;
    }

    private int wanted() {
        if (held.first() == ERR) {
            return Held.PREFIX;
        }
        boolean passedOver = phase == Phase.DEFINITIONS || phase == Phase.PARAMETERS || phase == Phase.STREAM
                || (phase == Phase.ROWS || phase == Phase.FIELDS) && held.first() != END;
        return passedOver ? 1 : Held.OK_BYTES;
    }

    private void act(int first, int payload) {
        if (first == ERR) {
            held.error(answer, payload);
            phase = Phase.DONE;
            return;
        }
        switch (phase) {
            case FIRST -> first(first, payload);
            case PARAMETERS, DEFINITIONS -> defined();
            case PARAMETERS_END -> end(first, payload, definitionsOrDone());
            case DEFINITIONS_END -> endOfDefinitions(first, payload);
            case FIELDS -> fieldOrEnd(first, payload);
            case ROWS -> rowOrEnd(first, payload);
            case STREAM -> phase = first == END && payload < EOF_LIMIT ? Phase.DONE : Phase.STREAM;
            case DONE, VIOLATED -> throw new IllegalStateException("packet in phase " + phase);
        }
    }

    private void first(int first, int payload) {
        switch (command) {
            case Command.COM_STATISTICS -> phase = Phase.DONE; // a text without a header
            case Command.COM_STMT_PREPARE -> prepared(first);
            case Command.COM_CHANGE_USER -> changeUser(first);
            case Command.COM_QUERY, Command.COM_STMT_EXECUTE, Command.COM_PROCESS_INFO,
                    Command.COM_STMT_BULK_EXECUTE ->
                result(first);
            default -> {
                if (first == 0) {
                    ok(Phase.DONE);
                } else {
                    end(first, payload, Phase.DONE); // COM_DEBUG, COM_SET_OPTION
                }
            }
        }
    }

    private void result(int first) {
        if (first == 0) {
            ok(Phase.DONE);
        } else if (first == LOCAL_INFILE) {
            answer.localInfileRequested = true; // the client sends the file; OK or ERR follows
        } else {
            long columns = held.lenenc();
            if (columns <= 0 || columns > MAX_COLUMNS) {
                phase = Phase.VIOLATED;
                return;
            }
            definitions = (int) columns;
            answer.columnCount = definitions;
            phase = Phase.DEFINITIONS;
        }
    }

    private void changeUser(int first) {
        if (first == 0) {
            ok(Phase.DONE);
        } else if (first == END || first == 1) {
            answer.authenticationContinues = true; // the client's part of it is not ours to follow
        } else {
            phase = Phase.VIOLATED;
        }
    }

    private void prepared(int first) {
        if (first != 0 || !held.prepared(answer)) {
            phase = Phase.VIOLATED;
            return;
        }
        definitions = answer.parameterCount;
        phase = definitions > 0 ? Phase.PARAMETERS : definitionsOrDone();
    }

    private Phase definitionsOrDone() {
        definitions = answer.columnCount;
        return definitions > 0 ? Phase.DEFINITIONS : Phase.DONE;
    }

    private void defined() {
        if (--definitions > 0) {
            return;
        }
        if (phase == Phase.PARAMETERS) {
            phase = deprecateEof ? definitionsOrDone() : Phase.PARAMETERS_END;
        } else if (deprecateEof) {
            phase = afterDefinitions();
        } else {
            phase = Phase.DEFINITIONS_END;
        }
    }

    private Phase afterDefinitions() {
        return command == Command.COM_STMT_PREPARE ? Phase.DONE : Phase.ROWS;
    }

    private void endOfDefinitions(int first, int payload) {
        end(first, payload, afterDefinitions());
        boolean cursor = (answer.statusFlags & StatusFlag.SERVER_STATUS_CURSOR_EXISTS) != 0;
        if (cursor && phase == Phase.ROWS && command == Command.COM_STMT_EXECUTE) {
            phase = Phase.DONE; // the rows wait for COM_STMT_FETCH, and this was the only EOF
        }
    }

    private void fieldOrEnd(int first, int payload) {
        if (first == END) { // a definition begins with 3, the length of "def"
            end(first, payload, Phase.DONE);
        }
    }

    private void rowOrEnd(int first, int payload) {
        // a row that begins with 0xFE has a first value of 16 MB, so its length tells it from an end
        if (first == END && payload < (deprecateEof ? Packets.CONTINUED : EOF_LIMIT)) {
            end(first, payload, Phase.DONE);
        } else {
            answer.rows++;
        }
    }

    /** An EOF, or the OK that stands for it; some servers send the old one in spite of CLIENT_DEPRECATE_EOF. */
    private void end(int first, int payload, Phase next) {
        boolean read = first == END
                && (payload < OK_LIMIT
                        ? held.eof(answer)
                        : deprecateEof && payload < Packets.CONTINUED
                                && held.ok(answer));
        phase = read ? goOn(next) : Phase.VIOLATED;
    }

    private void ok(Phase next) {
        phase = held.ok(answer) ? goOn(next) : Phase.VIOLATED;
    }

    private Phase goOn(Phase next) {
        boolean several = command == Command.COM_QUERY || command == Command.COM_STMT_EXECUTE
                || command == Command.COM_STMT_BULK_EXECUTE;
        boolean more = next == Phase.DONE && (answer.statusFlags & StatusFlag.SERVER_MORE_RESULTS_EXISTS) != 0;
        return several && more ? Phase.FIRST : next;
    }

    /** Whether the answer is complete to its last byte. */
    public boolean complete() {
        return phase == Phase.DONE && skip == 0 && !continued;
    }

    /** Whether the server broke the protocol: the connection can't be used any more. */
    public boolean violated() {
        return phase == Phase.VIOLATED;
    }

    /** What the answer said so far; always the same object, its values are those of the answer under way. */
    public Answer answer() {
        return answer;
    }
}
