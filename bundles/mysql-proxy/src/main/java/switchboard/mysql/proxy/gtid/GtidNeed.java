package switchboard.mysql.proxy.gtid;

import switchboard.api.server.ServerKey;

/**
 * What a server must have executed to be asked.
 *
 * @param reportedBy the server that has told of it itself, and has it therefore; null if a client names it
 */
public record GtidNeed(Gtids gtids, ServerKey reportedBy) {

    /** Whether this server may be asked. Any thread. */
    public boolean isMetBy(ServerKey server, ExecutedGtids executed) {
        boolean itself = reportedBy != null && reportedBy.port() == server.port()
                && reportedBy.hostname().equals(server.hostname());
        return itself || executed.has(server, gtids);
    }
}
