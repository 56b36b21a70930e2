package switchboard.mysql.proxy.route;

import switchboard.api.query.Decision;
import switchboard.api.query.QueryDigest;
import switchboard.mysql.proxy.gtid.Gtids;

/**
 * A statement as an event loop knows it.
 *
 * @param digest null while digests are off
 * @param decision what the rules said; to be asked again for each query unless it is lasting
 * @param minGtid what its own comment says that its server must have executed; null for nearly all
 */
public record KnownQuery(QueryDigest digest, StatementTraits traits, Decision decision, Gtids minGtid) {

    public KnownQuery(QueryDigest digest, StatementTraits traits, Decision decision) {
        this(digest, traits, decision, null);
    }

    /** This one, named by its comment. */
    public KnownQuery needing(Gtids gtids) {
        return new KnownQuery(digest, traits, decision, gtids);
    }
}
