package switchboard.cluster.mesh;

import java.nio.charset.StandardCharsets;
import switchboard.api.table.Rows;

/** What nodes would have sent each other: MySQL bytes, and whole packets with TLS, TCP and IP. Logins are not counted. */
final class Traffic {
    private static final int HEADER = 4;
    private static final int EOF = HEADER + 5;
    /** Catalog "def", empty schema and tables, lengths, and the fixed part (MySQL protocol reference, Column Definition). */
    private static final int COLUMN = HEADER + 4 + 4 + 1 + 13;
    private static final int OK = HEADER + 7;
    /** TLS 1.3: header, type and tag of one record each way. */
    private static final int TLS = 2 * (5 + 1 + 16);
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
        long size = HEADER + 1 + 2 * EOF;
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

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Of one node in each direction: what is a question to one is an answer to another. */
    String perNode(int nodes, double seconds) {
        double each = nodes * seconds * 1024;
        return "MySQL %.1f KB/s in and out, whole packets %.1f KB/s in and out".formatted(mysqlBytes / each,
                (mysqlBytes + exchanges * (double) (TLS + PACKETS)) / each);
    }
}
