package switchboard.mysql.query.rules;

import switchboard.api.query.QueryOrigin;

/** Is told how a query is evaluated. */
interface Trace {
    /** What queries have: nobody listens. */
    Trace OFF = new Trace() {
        @Override
        public void passed(Rule rule, Column column, int flagIn, String text) {
            // nobody listens
        }

        @Override
        public void matched(Rule rule, int flagIn) {
            // nobody listens
        }

        @Override
        public void rewritten(Rule rule, String text) {
            // nobody listens
        }

        @Override
        public void followed(Rule rule, int flagOut, int ofWeights) {
            // nobody listens
        }

        @Override
        public void ended(Rule applied) {
            // nobody listens
        }

        @Override
        public void begunAnew(int iterationsLeft) {
            // nobody listens
        }

        @Override
        public void fastRouting(QueryOrigin origin, String user, int flagIn, Integer hostgroup) {
            // nobody listens
        }

        @Override
        public void fastRoutingSkipped(Rule last) {
            // nobody listens
        }
    };

    /** A rule does not match, because of this column. The text is what match_pattern looks at, null unless it decided. */
    void passed(Rule rule, Column column, int flagIn, String text);

    /** A rule matches, in this chain. */
    void matched(Rule rule, int flagIn);

    void rewritten(Rule rule, String text);

    /** Another chain follows; {@code ofWeights} is 0 if no chance was in it. */
    void followed(Rule rule, int flagOut, int ofWeights);

    /** A matching rule with apply=1: those behind it are not looked at. */
    void ended(Rule applied);

    /** Evaluation goes back to the first rule. */
    void begunAnew(int iterationsLeft);

    /** A look-up in mysql_query_rules_fast_routing; null: there is no such row. */
    void fastRouting(QueryOrigin origin, String user, int flagIn, Integer hostgroup);

    /** The last rule that was looked at has apply=1, matched or not. */
    void fastRoutingSkipped(Rule last);
}
