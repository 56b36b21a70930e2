package switchboard.mysql.proxy.explain;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import switchboard.api.query.Decision;
import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryOrigin;
import switchboard.api.query.QueryRouter;
import switchboard.api.query.RouteExplainer;
import switchboard.api.query.RouteQuestion;
import switchboard.api.query.RouteStep;
import switchboard.api.user.FrontendAccount;
import switchboard.mysql.proxy.loop.LoopModules;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxyLoops;
import switchboard.mysql.proxy.loop.ProxySettings;
import switchboard.mysql.proxy.route.Destination;
import switchboard.mysql.proxy.route.StatementTraits;

/** Asks the modules in force, in the order in which a query meets them. Any thread but the event loops'. */
public final class RouteExplanations implements RouteExplainer {
    private final LoopModules modules;
    private final ProxyLoops loops;

    public RouteExplanations(LoopModules modules, ProxyLoops loops) {
        this.modules = modules;
        this.loops = loops;
    }

    @Override
    public List<RouteStep> explain(RouteQuestion question) {
        List<RouteStep> steps = new ArrayList<>();
        FrontendAccount account = modules.users().get().frontend(question.user());
        QueryOrigin origin = session(question, account, steps::add);
        QueryDigest digest = digest(question.sql());
        steps.add(digest == null
                ? step("digest", "", "none",
                        "mysql-query_digests is false or the module query-digest is stopped: rules "
                                + "with digest or match_digest don't look at it")
                : step("digest", digest.hex(), digest.text(), ""));
        special(digest == null ? question.sql() : digest.text(), steps::add);
        Decision decision = rules(new AskedQuery(origin, digest, question.sql()), steps::add);
        if (decision.okMessage() != null) {
            steps.add(step("answer", "", "OK '" + decision.okMessage() + "'", "OK_msg: no server is asked"));
        } else if (decision.errorMessage() != null) {
            steps.add(step("answer", "", "ERR 1148 '" + decision.errorMessage() + "'",
                    "error_msg: no server is asked"));
        } else {
            hostgroup(decision, account, steps::add);
        }
        return steps;
    }

    private QueryOrigin session(RouteQuestion question, FrontendAccount account, Consumer<RouteStep> steps) {
        ProxySettings settings = modules.settings().get();
        String schema = account == null || settings == null
                ? question.schema()
                : settings.firstSchema(question.schema(), account);
        String proxy = question.proxyPort() == 0 ? "" : question.proxyAddress() + ":" + question.proxyPort();
        String place = "schema='" + schema + "' client='" + question.clientAddress() + "' proxy='" + proxy + "'";
        if (account != null) {
            steps.accept(step("session", question.user(), "default_hostgroup=" + account.defaultHostgroup(), place));
        } else if (question.user().isEmpty()) {
            steps.accept(step("session", "", "no USER given", place));
        } else {
            steps.accept(step("session", question.user(), "unknown user",
                    place + "; runtime_mysql_users has no such frontend account: it can't log in"));
        }
        return new QueryOrigin(question.user(), schema, question.clientAddress(), question.proxyAddress(),
                question.proxyPort());
    }

    /** By the digests of an event loop, on it: a lane of one's own would remember statements for ever. */
    private QueryDigest digest(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        return loops.askFirst(loop -> digest(loop, bytes));
    }

    private static QueryDigest digest(ProxyLoop loop, byte[] sql) {
        ByteBuf query = Unpooled.wrappedBuffer(sql);
        try {
            return loop.digest(query, query.readerIndex(), query.readableBytes());
        } finally {
            query.release();
        }
    }

    private static void special(String digestText, Consumer<RouteStep> steps) {
        StatementTraits traits = StatementTraits.of(digestText);
        String note = SpecialNote.of(traits.kind());
        if (note != null) {
            steps.accept(step("special", traits.kind().name(), "treated by the proxy", note));
        }
    }

    private Decision rules(AskedQuery query, Consumer<RouteStep> steps) {
        QueryRouter router = modules.router().get();
        if (router == QueryRouter.DEFAULT_HOSTGROUP) {
            steps.accept(
                    step("rule", "", "none", "the module mysql-query-rules is not running: every query goes to its "
                            + "user's default hostgroup; start it with PROXYSQL MODULE START mysql-query-rules"));
            return Decision.NONE;
        }
        var rules = router.rules();
        if (rules.ruleIds().isEmpty()) {
            steps.accept(step("rule", "", "none", "no active rule in runtime_mysql_query_rules"));
        }
        Decision decision = rules.explain(query, steps);
        if (decision.nextQueryFlagIn() != null && decision.nextQueryFlagIn() > 0) {
            steps.accept(step("chain", "", "next_query_flagIN=" + decision.nextQueryFlagIn(),
                    "the session's next query begins in that chain, not in 0"));
        }
        boolean remembered = decision.lasting() && query.digest() != null;
        steps.accept(step("decision", "", remembered ? "remembered" : "asked for each query", remembered
                ? "event loops keep it for this digest, user and schema until rules are loaded"
                : "it depends on the text or on chance, or there is no digest"));
        return decision;
    }

    private void hostgroup(Decision decision, FrontendAccount account, Consumer<RouteStep> steps) {
        if (account == null && decision.destinationHostgroup() == null) {
            steps.accept(step("hostgroup", "", "default hostgroup", "no rule sets destination_hostgroup, so it goes to "
                    + "the user's default_hostgroup: name one with USER"));
            return;
        }
        int hostgroup = account == null
                ? decision.destinationHostgroup()
                : Destination.hostgroup(decision, account);
        String note = account != null && account.transactionPersistent()
                ? "transaction_persistent=1: within an open transaction it goes to the transaction's hostgroup instead"
                : account == null ? "" : "transaction_persistent=0: also within a transaction";
        steps.accept(step("hostgroup", String.valueOf(hostgroup), decision.destinationHostgroup() != null
                ? "destination_hostgroup of the rules"
                : "default_hostgroup of the user", note));
        new ServerSteps(hostgroup, loops.ask(loop -> loop.pool().candidates(hostgroup))).tell(steps);
    }

    private static RouteStep step(String step, String item, String result, String reason) {
        return new RouteStep(step, item, result, reason);
    }
}
