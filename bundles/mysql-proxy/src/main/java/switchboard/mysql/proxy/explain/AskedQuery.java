package switchboard.mysql.proxy.explain;

import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryFacts;
import switchboard.api.query.QueryOrigin;

/** A statement that nobody sent. */
record AskedQuery(QueryOrigin origin, QueryDigest digest, String text) implements QueryFacts {
    @Override
    public int flagIn() {
        return 0;
    }

    @Override
    public boolean prepared() {
        return false;
    }
}
