package switchboard.mysql.query.rules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.api.query.Decision;
import switchboard.api.table.Rows;

class EvaluationTest {
    private final RuleRows rules = new RuleRows();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"username=app | true", "username=other | false", "username= | true",
            "schemaname=shop | true", "schemaname=SHOP | false", "client_addr=10.0.0.7 | true",
            "client_addr=10.0.% | true",
            "client_addr=% | true", "client_addr=10.1.% | false", "proxy_addr=127.0.0.1 | true",
            "proxy_addr=::1 | false",
            "proxy_port=6033 | true", "proxy_port=6034 | false", "digest=0x000000000000002A | true",
            "digest=0x000000000000002B | false", "match_digest=^SELECT | true", "match_digest=^insert | false",
            "match_pattern=id = 5 | true", "match_pattern=id = 6 | false", "flagIN=1 | false"})
    void aRuleMatchesWhenItsCriterionHolds(String criterion, boolean matches) {
        rule(1, criterion, "destination_hostgroup=7", "apply=1");
        assertEquals(matches ? 7 : null, decide().destinationHostgroup());
        assertEquals(matches ? 1 : 0, decide().hits().length);
    }

    @Test
    void negationInvertsBothExpressions() {
        rule(1, "match_digest=^INSERT", "match_pattern=id = 6", "negate_match_pattern=1", "destination_hostgroup=7");
        assertEquals(7, decide().destinationHostgroup());
    }

    @Test
    void caseMattersOnlyWithoutCaseless() {
        rule(1, "match_digest=^select", "re_modifiers=GLOBAL", "destination_hostgroup=7");
        assertNull(decide().destinationHostgroup());
    }

    @Test
    void laterMatchesOverwriteUntilOneApplies() {
        rule(1, "destination_hostgroup=1", "timeout=100");
        rule(2, "destination_hostgroup=2", "apply=1");
        rule(3, "destination_hostgroup=3");
        Decision decision = decide();
        assertEquals(2, decision.destinationHostgroup());
        assertEquals(100, decision.timeoutMs());
        assertArrayEquals(new int[]{0, 1}, decision.hits());
    }

    @Test
    void everyActionIsTakenOver() {
        rule(1, "cache_ttl=1", "cache_empty_result=0", "timeout=2", "retries=3", "delay=4", "next_query_flagIN=5",
                "mirror_flagOUT=6", "mirror_hostgroup=7", "error_msg=no", "OK_msg=yes", "multiplex=2",
                "gtid_from_hostgroup=8", "log=1", "destination_hostgroup=9");
        Decision decision = decide();
        assertEquals(List.of(1, 0, 2, 3, 4, 5, 6, 7, "no", "yes", 2, 8, true, 9),
                List.of(decision.cacheTtlMs(), decision.cacheEmptyResult(), decision.timeoutMs(), decision.retries(),
                        decision.delayMs(), decision.nextQueryFlagIn(), decision.mirrorFlagOut(),
                        decision.mirrorHostgroup(), decision.errorMessage(), decision.okMessage(), decision.multiplex(),
                        decision.gtidFromHostgroup(), decision.log(), decision.destinationHostgroup()));
    }

    @Test
    void flagOutGoesOnWithTheFollowingRulesOfThatChain() {
        rule(1, "flagIN=3", "destination_hostgroup=1");
        rule(2, "flagOUT=3");
        rule(3, "flagIN=3", "destination_hostgroup=3");
        assertEquals(3, decide().destinationHostgroup());
    }

    @Test
    void flagOutBeginsAnewWhereIterationsAreLeft() {
        rule(1, "flagIN=3", "destination_hostgroup=1", "apply=1");
        rule(2, "flagOUT=3");
        rules.iterations = 1;
        assertEquals(1, decide().destinationHostgroup());
    }

    @Test
    void chanceChoosesAChainByWeight() {
        rule(1, "attributes={\"flagOUTs\":[{\"id\":4,\"weight\":1},{\"id\":5,\"weight\":2}]}");
        rule(2, "flagIN=4", "destination_hostgroup=4");
        rule(3, "flagIN=5", "destination_hostgroup=5");
        rules.chance = 0;
        assertEquals(4, decide().destinationHostgroup());
        rules.chance = 2;
        Decision decision = decide();
        assertEquals(5, decision.destinationHostgroup());
        assertFalse(decision.lasting());
    }

    @Test
    void replacesTheFirstFindOrAllWithGroups() {
        rule(1, "match_pattern=(i)d", "replace_pattern=<\\1$>");
        assertEquals("SELECT <i$> FROM t WHERE id = 5", decide().rewritten());
        rules.rows.clear();
        rule(1, "match_pattern=id", "replace_pattern=x", "re_modifiers=CASELESS,GLOBAL");
        assertEquals("SELECT x FROM t WHERE x = 5", decide().rewritten());
    }

    @Test
    void laterPatternsLookAtTheRewrittenText() {
        rule(1, "match_pattern=FROM t", "replace_pattern=FROM u");
        rule(2, "match_pattern=FROM u", "destination_hostgroup=2");
        assertEquals(2, decide().destinationHostgroup());
    }

    @Test
    void aDecisionLastsUnlessTheTextHadAPartInIt() {
        rule(1, "match_digest=^SELECT", "destination_hostgroup=1");
        assertTrue(decide().lasting());
        rule(2, "username=other", "match_pattern=5");
        assertTrue(decide().lasting(), "a rule that fails before its pattern is looked at spoils nothing");
        rule(3, "match_pattern=no such text");
        assertFalse(decide().lasting(), "another text could match");
    }

    @Test
    void fastRoutingDecidesAfterTheRules() {
        rule(1, "destination_hostgroup=1");
        rules.fast.add(new String[]{"app", "shop", "0", "30", ""});
        rules.fast.add(new String[]{"", "shop", "0", "31", ""});
        assertEquals(30, decide().destinationHostgroup());
        rules.fast.remove(0);
        assertEquals(31, decide().destinationHostgroup());
    }

    @Test
    void fastRoutingIsSkippedWhenTheLastRuleSeenAppliesEvenUnmatched() {
        rule(1, "username=other", "apply=1");
        rules.fast.add(new String[]{"app", "shop", "0", "30", ""});
        assertNull(decide().destinationHostgroup());
    }

    @Test
    void aRuleWithAWrongExpressionIsLoadedTellsWhyAndNeverMatches() {
        rule(1, "match_digest=(", "destination_hostgroup=1");
        RuleReader reader = new RuleReader(1).read(rules.table());
        assertEquals(1, reader.rules().size());
        assertTrue(reader.rejections().get(0).reason().startsWith("rule_id=1: its regular expression is wrong"));
        assertNull(decide().destinationHostgroup());
    }

    @Test
    void anAddressWithAPercentSignInItsMiddleIsLeftOut() {
        rule(1, "client_addr=10.%.1", "destination_hostgroup=1");
        RuleReader reader = new RuleReader(1).read(rules.table());
        assertEquals(0, reader.rules().size());
        assertEquals(1, reader.rejections().size());
    }

    @Test
    void aPatternThatBacktracksWithoutEndCountsAsNoMatch() {
        TextPattern endless = TextPattern.compile("(a+)+b", "CASELESS", 1);
        assertFalse(endless.isFoundIn("a".repeat(64)));
        assertFalse(TextPattern.compile("(a+)+b", "CASELESS", 2).isFoundIn("a".repeat(64)));
    }

    @Test
    void theRouterIsOfferedWithTheFirstRulesAndWithdrawnAtTheStop() {
        List<String> seen = new ArrayList<>();
        QueryRulesModule module = new QueryRulesModule(router -> {
            seen.add("offered with " + router.rules().ruleIds());
            return () -> seen.add("withdrawn");
        });
        rule(5, "destination_hostgroup=1");
        var prepared = module.prepare(Map.of(RuleTables.RULES, rules.table(), RuleTables.FAST_ROUTING,
                new Rows(List.of("username", "schemaname", "flagIN", "destination_hostgroup", "comment"), List.of())));
        assertEquals(List.of(), seen);
        prepared.publish();
        prepared.publish();
        module.stop();
        assertEquals(List.of("offered with [5]", "withdrawn"), seen);
    }

    private void rule(int id, String... settings) {
        rules.rule(id, settings);
    }

    private Decision decide() {
        return rules.running().decide(new SampleQuery());
    }
}
