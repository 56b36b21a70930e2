package switchboard.mysql.protocol.track;

import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;

/**
 * Which packets an answer consists of, and where it ends (MySQL protocol reference, "Command Phase"). Sees packets by
 * their first byte, their length and the bytes that are held of them; knows nothing of buffers.
 *
 * <pre>
 * FIRST ── OK, ERR ──────────────────────────────────────────────► DONE, or FIRST if more results exist
 *   ├── count ──► DEFINITIONS ──► DEFINITIONS_END (EOF only) ──► ROWS ── EOF, OK, ERR ──► DONE or FIRST
 *   ├── prepared ──► PARAMETERS ──► PARAMETERS_END ──► DEFINITIONS ──► DEFINITIONS_END ──► DONE
 *   └── 0xFB ──► FIRST, after the client's file
 * any ── a packet that can't be here ──► VIOLATED
 * </pre>
 */
final class AnswerCourse {
    private enum Phase {
        FIRST, PARAMETERS, PARAMETERS_END, DEFINITIONS, DEFINITIONS_END, FIELDS, ROWS, STREAM, DONE, VIOLATED
    }

    static final int END = 0xFE;
    private static final int ERR = 0xFF;
    private static final int LOCAL_INFILE = 0xFB;
    private static final int EOF_LIMIT = 9; // an EOF is shorter, a row that begins with 0xFE is not
    private static final int OK_LIMIT = 7; // an EOF has 5 bytes, an OK 7 or more

    private final Held held;
    private final Answer answer;
    private Phase phase = Phase.DONE;
    private int command;
    private boolean deprecateEof;
    private boolean progress;
    private int definitions; // still to come

    AnswerCourse(Held held, Answer answer) {
        this.held = held;
        this.answer = answer;
    }

    void begin(int sentCommand, long capabilities) {
        command = sentCommand;
        progress = Capability.has(capabilities, Capability.MARIADB_CLIENT_PROGRESS);
        deprecateEof = Capability.has(capabilities, Capability.CLIENT_DEPRECATE_EOF);
        definitions = 0;
        phase = switch (sentCommand) {
            case Command.COM_QUIT, Command.COM_STMT_CLOSE, Command.COM_STMT_SEND_LONG_DATA -> Phase.DONE;
            case Command.COM_FIELD_LIST -> Phase.FIELDS;
            case Command.COM_STMT_FETCH -> Phase.ROWS;
            case Command.COM_BINLOG_DUMP, Command.COM_BINLOG_DUMP_GTID, Command.COM_TABLE_DUMP -> Phase.STREAM;
            default -> Phase.FIRST;
        };
    }

    boolean inRows() {
        return phase == Phase.ROWS;
    }

    boolean done() {
        return phase == Phase.DONE;
    }

    boolean violated() {
        return phase == Phase.VIOLATED;
    }

    void violate() {
        phase = Phase.VIOLATED;
    }

    /** Bytes of the payload that have to be held, the first of which is. */
    int wanted() {
        if (held.first() == ERR) {
            return Held.PREFIX;
        }
        boolean passedOver = phase == Phase.DEFINITIONS || phase == Phase.PARAMETERS || phase == Phase.STREAM
                || (phase == Phase.ROWS || phase == Phase.FIELDS) && held.first() != END;
        return passedOver ? 1 : Held.OK_BYTES;
    }

    /** Goes on by one packet. */
    void act(int first, int payload) {
        if (first == ERR && progress && held.isProgress()) {
            return;
        }
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
            answer.endsWithRows = false;
            ok(Phase.DONE);
        } else if (first == LOCAL_INFILE) {
            answer.localInfileRequests++; // the client sends the file; OK or ERR follows
        } else {
            long columns = held.lenenc();
            if (columns <= 0 || columns > ColumnCount.MAX) {
                phase = Phase.VIOLATED;
                return;
            }
            definitions = (int) columns;
            answer.columnCount = definitions;
            answer.rowsBefore = answer.rows;
            answer.endsWithRows = true;
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
        if (answer.lastInsertId != 0) {
            answer.generatedId = answer.lastInsertId;
        }
    }

    private Phase goOn(Phase next) {
        boolean several = command == Command.COM_QUERY || command == Command.COM_STMT_EXECUTE
                || command == Command.COM_STMT_BULK_EXECUTE;
        boolean more = next == Phase.DONE && (answer.statusFlags & StatusFlag.SERVER_MORE_RESULTS_EXISTS) != 0;
        answer.results += next == Phase.DONE ? 1 : 0;
        return several && more ? Phase.FIRST : next;
    }
}
