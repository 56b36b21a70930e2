package switchboard.mysql.proxy.session;

import switchboard.mysql.protocol.Packets;

/** The answer of a statement with warnings, for the cache: who is served from there could not ask for them. */
final class CachedWarnings {
    private static final int END = 0xFE;
    private static final int EOF_BYTES = 5;
    private static final int ROW_LIMIT = 0xFFFFFF;

    private CachedWarnings() {
    }

    /** Sets the number of warnings to 0 in the packets of one whole result set (mysql-query_cache_handle_warnings). */
    static byte[] cleared(byte[] packets) {
        for (int at = 0; at + Packets.HEADER_BYTES < packets.length;) {
            int length = packets[at] & 0xFF | (packets[at + 1] & 0xFF) << 8 | (packets[at + 2] & 0xFF) << 16;
            int payload = at + Packets.HEADER_BYTES;
            int next = payload + length;
            boolean last = next >= packets.length;
            if ((packets[payload] & 0xFF) == END && length < ROW_LIMIT && (length == EOF_BYTES || last)) {
                int count = length == EOF_BYTES ? payload + 1 : payload + 5; // END, 0 rows, id 0, status, warnings
                packets[count] = 0;
                packets[count + 1] = 0;
            }
            at = next;
        }
        return packets;
    }
}
