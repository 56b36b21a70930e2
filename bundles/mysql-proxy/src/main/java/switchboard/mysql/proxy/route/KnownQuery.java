package switchboard.mysql.proxy.route;

import switchboard.api.query.Decision;
import switchboard.api.query.QueryDigest;

/**
 * A statement as an event loop knows it.
 *
 * @param digest null while digests are off
 * @param decision what the rules said; to be asked again for each query unless it is lasting
 */
public record KnownQuery(QueryDigest digest, StatementTraits traits, Decision decision) {
}
