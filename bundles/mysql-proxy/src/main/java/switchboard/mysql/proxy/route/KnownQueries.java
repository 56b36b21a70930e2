package switchboard.mysql.proxy.route;

import io.netty.util.collection.LongObjectHashMap;
import java.util.HashMap;
import java.util.Map;
import switchboard.api.query.Decision;
import switchboard.api.query.QueryOrigin;
import switchboard.api.query.QueryRouter;
import switchboard.api.query.RuleSet;

/**
 * What one event loop knows of statements under the rules in force: a decision that lasts is looked up by digest, so that
 * a thousand rules cost what one costs. Bounded; when full, it begins anew.
 */
public final class KnownQueries {
    static final int MAX_ORIGINS = 10_000;
    static final int MAX_QUERIES = 200_000;

    /** The statements of one origin, as far as rules can tell origins apart. */
    public static final class OfOrigin {
        private final LongObjectHashMap<KnownQuery> byDigest = new LongObjectHashMap<>();
        private final int generation;

        private OfOrigin(int generation) {
            this.generation = generation;
        }

        public KnownQuery find(long digest) {
            return byDigest.get(digest);
        }
    }

    private final Map<QueryOrigin, OfOrigin> byOrigin = new HashMap<>();
    private final RuleHits hits;
    private RuleSet rules = RuleSet.EMPTY;
    private int size;
    private int generation;

    public KnownQueries(RuleHits hits) {
        this.hits = hits;
    }

    /**
     * What is known for an origin under the rules in force. Sessions keep the answer and pass it in with the next query:
     * while the rules stay it is given back without a look-up.
     */
    public OfOrigin of(QueryOrigin origin, OfOrigin before, QueryRouter router) {
        RuleSet now = router.rules();
        if (now != rules) {
            forget();
            rules = now;
            hits.follow(now.ruleIds());
        }
        return before != null && before.generation == generation ? before : find(origin);
    }

    private OfOrigin find(QueryOrigin origin) {
        if (byOrigin.size() >= MAX_ORIGINS) {
            forget();
        }
        QueryOrigin key = new QueryOrigin(origin.user(), origin.schema(),
                rules.looksAtClientAddress() ? origin.clientAddress() : "",
                rules.looksAtProxyAddress() ? origin.proxyAddress() : "",
                rules.looksAtProxyAddress() ? origin.proxyPort() : 0);
        return byOrigin.computeIfAbsent(key, unknown -> new OfOrigin(generation));
    }

    /** Keeps what was learned, if it has a digest. */
    public void learn(OfOrigin origin, KnownQuery learned) {
        if (learned.digest() != null && origin.byDigest.put(learned.digest().hash(), learned) == null
                && ++size > MAX_QUERIES) {
            forget();
        }
    }

    /** Counts the rules that matched. */
    public void count(Decision decision) {
        hits.count(decision.hits());
    }

    /** The rules that decisions of now come from. */
    public RuleSet rules() {
        return rules;
    }

    private void forget() {
        byOrigin.clear();
        size = 0;
        generation++;
    }
}
