package switchboard.mysql.proxy.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.query.Decision;
import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryFacts;
import switchboard.api.query.QueryOrigin;
import switchboard.api.query.QueryRouter;
import switchboard.api.query.RuleSet;

class KnownQueriesTest {
    private static final QueryDigest SELECT = new QueryDigest(42, "select ?");
    private final RuleHits hits = new RuleHits();
    private final KnownQueries known = new KnownQueries(hits);
    private RuleSet rules = new Rules(List.of(1, 2), false);
    private final QueryRouter router = () -> rules;

    @Test
    void remembersByDigestForAllClientsWhenNoRuleLooksAtAddresses() {
        learn(from("10.0.0.1"));
        assertEquals(SELECT, known.of(from("10.0.0.2"), null, router).find(42).digest());
    }

    @Test
    void tellsClientsApartWhenARuleLooksAtTheirAddress() {
        rules = new Rules(List.of(1), true);
        learn(from("10.0.0.1"));
        assertNull(known.of(from("10.0.0.2"), null, router).find(42));
    }

    @Test
    void forgetsEverythingWhenOtherRulesAreInForce() {
        KnownQueries.OfOrigin before = learn(from("10.0.0.1"));
        assertSame(before, known.of(from("10.0.0.1"), before, router));
        rules = new Rules(List.of(1, 2), false);
        KnownQueries.OfOrigin after = known.of(from("10.0.0.1"), before, router);
        assertNotSame(before, after);
        assertNull(after.find(42));
    }

    @Test
    void hitsOfARuleGoOnWhenItsModuleIsReplaced() {
        known.of(from("10.0.0.1"), null, router);
        hits.count(new int[]{1, 1, 0});
        rules = new Rules(List.of(2, 3), false);
        known.of(from("10.0.0.1"), null, router);
        assertEquals(Map.of(2, 2L, 3, 0L), hits.byRule());
    }

    @Test
    void staysWithinItsLimitByBeginningAnew() {
        KnownQueries.OfOrigin origin = known.of(from("10.0.0.1"), null, router);
        for (int i = 0; i <= KnownQueries.MAX_QUERIES; i++) {
            known.learn(origin, new KnownQuery(new QueryDigest(i, "q"), StatementTraits.of("q"), Decision.NONE));
        }
        assertNull(known.of(from("10.0.0.1"), origin, router).find(1));
    }

    private KnownQueries.OfOrigin learn(QueryOrigin origin) {
        KnownQueries.OfOrigin of = known.of(origin, null, router);
        known.learn(of, new KnownQuery(SELECT, StatementTraits.of("select ?"), Decision.NONE));
        return of;
    }

    private static QueryOrigin from(String address) {
        return new QueryOrigin("app", "shop", address, "127.0.0.1", 6033);
    }

    private record Rules(List<Integer> ruleIds, boolean looksAtClientAddress) implements RuleSet {
        @Override
        public Decision decide(QueryFacts facts) {
            return Decision.NONE;
        }

        @Override
        public boolean looksAtProxyAddress() {
            return false;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
