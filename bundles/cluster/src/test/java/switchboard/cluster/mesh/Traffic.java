package switchboard.cluster.mesh;

import java.util.List;
import switchboard.api.table.Rows;
import switchboard.cluster.peer.ShortChecks;

/** What nodes would have sent each other: MySQL bytes, and whole packets with TLS, TCP and IP. Logins are not counted. */
final class Traffic {
    private static final double KB = 1000;
    private static final int HEADER = 4;
    /** An OK at the end of rows: nodes of ours agree on CLIENT_DEPRECATE_EOF. */
    private static final int END = HEADER + 7;
    /** Catalog "def", empty schema and tables, lengths, and the fixed part (MySQL protocol reference, Column Definition). */
    private static final int COLUMN = HEADER + 4 + 4 + 1 + 13;
    private static final int OK = HEADER + 7;
    private static final List<String> MESSAGE = ShortChecks.answer("an OK's").columns();
    /** TLS 1.3: header, type, tag, and the 16 zeros that the JDK pads with, of one record each way. */
    private static final int TLS = 2 * (5 + 1 + 16 + 16);
    /** Question, answer, acknowledgement; IPv4 and TCP with timestamps. */
    private static final int PACKETS = 3 * 52;

    private long mysqlBytes;
    private long exchanges;

    void exchanged(String sql, Rows answer) {
        exchanges++;
        mysqlBytes += HEADER + 1 + bytes(sql) + size(answer);
    }

    void clear() {
        mysqlBytes = 0;
        exchanges = 0;
    }

    private static long size(Rows answer) {
        if (answer.columns().isEmpty()) {
            return OK;
        }
        if (answer.columns().equals(MESSAGE)) {
            return OK + 1 + bytes(answer.values().getFirst()[0]);
        }
        long size = HEADER + 1 + END;
        for (String column : answer.columns()) {
            size += COLUMN + bytes(column);
        }
        for (String[] row : answer.values()) {
            size += HEADER;
            for (String value : row) {
                size += 1 + (value == null ? 0 : bytes(value));
            }
        }
        return size;
    }

    private static int bytes(String ascii) {
        return ascii.length();
    }

    /** Of all nodes together: what is a question to one is an answer to another. */
    long mysqlBytes() {
        return mysqlBytes;
    }

    /** KB a second of one node in each direction: what is a question to one is an answer to another. */
    double mysqlPerNode(int nodes, double seconds) {
        return mysqlBytes / (nodes * seconds * KB);
    }

    /** The same with all headers. */
    double packetsPerNode(int nodes, double seconds) {
        return (mysqlBytes + exchanges * (double) (TLS + PACKETS)) / (nodes * seconds * KB);
    }
}
