package switchboard.mysql.query.rules;

import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryFacts;
import switchboard.api.query.QueryOrigin;

/** A statement of {@code app} in the schema {@code shop}. */
record SampleQuery() implements QueryFacts {
    @Override
    public QueryOrigin origin() {
        return new QueryOrigin("app", "shop", "10.0.0.7", "127.0.0.1", 6033);
    }

    @Override
    public QueryDigest digest() {
        return new QueryDigest(42, "SELECT id FROM t WHERE id = ?");
    }

    @Override
    public String text() {
        return "SELECT id FROM t WHERE id = 5";
    }

    @Override
    public int flagIn() {
        return 0;
    }

    @Override
    public boolean prepared() {
        return false;
    }
}
