package switchboard.api.query;

import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Rules in force at one moment. Immutable, any thread, never waits. */
@ProviderType
public interface RuleSet {
    /** No rules. */
    RuleSet EMPTY = new RuleSet() {
        @Override
        public Decision decide(QueryFacts facts) {
            return Decision.NONE;
        }

        @Override
        public List<Integer> ruleIds() {
            return List.of();
        }

        @Override
        public boolean looksAtClientAddress() {
            return false;
        }

        @Override
        public boolean looksAtProxyAddress() {
            return false;
        }
    };

    /** Evaluates the rules for one query. */
    Decision decide(QueryFacts facts);

    /** As {@link #decide}, by the same evaluation, and tells its steps. */
    default Decision explain(QueryFacts facts, Consumer<RouteStep> steps) {
        return decide(facts);
    }

    /** The rules' ids; {@link Decision#hits} are positions in this list. */
    List<Integer> ruleIds();

    /** Whether a rule names client_addr: if none does, a decision holds for clients from anywhere. */
    boolean looksAtClientAddress();

    /** Whether a rule names proxy_addr or proxy_port. */
    boolean looksAtProxyAddress();
}
