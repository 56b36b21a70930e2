package switchboard.mysql.proxy.backend;

import switchboard.api.server.Server;

/**
 * A server of a hostgroup as one event loop would pick it.
 *
 * @param open connections to it of all loops
 * @param idle connections to it that idle on this loop
 */
public record Candidate(Server server, Eligibility eligibility, int open, long idle) {
}
