package switchboard.query.digest.statistics;

import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryOrigin;
import switchboard.api.query.QueryReport;

/** A finished query. */
record Query(QueryDigest digest, QueryOrigin origin, int hostgroup, long tookMicros, long rowsAffected, long rowsSent)
        implements
            QueryReport {
    static Query of(long digest) {
        return new Query(new QueryDigest(digest, "text " + digest), new QueryOrigin("user", "schema", "10.0.0.1",
                "10.0.0.9", 6033), 1, 100, 0, 0);
    }

    Query took(long micros) {
        return new Query(digest, origin, hostgroup, micros, rowsAffected, rowsSent);
    }

    Query on(int otherHostgroup) {
        return new Query(digest, origin, otherHostgroup, tookMicros, rowsAffected, rowsSent);
    }

    Query from(String client) {
        return new Query(digest, new QueryOrigin(origin.user(), origin.schema(), client, origin.proxyAddress(), origin
                .proxyPort()), hostgroup, tookMicros, rowsAffected, rowsSent);
    }

    Query in(String schema) {
        return new Query(digest, new QueryOrigin(origin.user(), schema, origin.clientAddress(), origin.proxyAddress(),
                origin.proxyPort()), hostgroup, tookMicros, rowsAffected, rowsSent);
    }

    Query rows(long affected, long sent) {
        return new Query(digest, origin, hostgroup, tookMicros, affected, sent);
    }

    @Override
    public int errorCode() {
        return 0;
    }
}
