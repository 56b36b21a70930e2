package switchboard.mysql.proxy.backend;

/**
 * What a backend connection has for life: sessions with other values can't use it.
 *
 * @param capabilities those of the client that shape the bytes of answers: FOUND_ROWS, MULTI_STATEMENTS, DEPRECATE_EOF...
 * @param relayed whether all bytes of one client go through it from the beginning: it is never an idle one
 */
public record PoolKey(String user, long capabilities, boolean relayed) {
}
