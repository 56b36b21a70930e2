package switchboard.mysql.query.rules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.api.query.Decision;
import switchboard.api.query.RouteStep;

class ExplanationTest {
    private final RuleRows rules = new RuleRows();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "flagIN=1 | flagIN is 1, the query has 0",
            "username=other | username is 'other', the query has 'app'",
            "schemaname=SHOP | schemaname is 'SHOP', the query has 'shop'",
            "client_addr=10.1.% | client_addr is '10.1.%', the query has '10.0.0.7'",
            "proxy_addr=::1 | proxy_addr is '::1', the query has '127.0.0.1'",
            "proxy_port=6034 | proxy_port is 6034, the query has 6033",
            "digest=0x2B | digest is 0x000000000000002B, the query has 0x000000000000002A",
            "match_digest=^insert | match_digest '^insert' is not found in 'SELECT id FROM t WHERE id = ?'",
            "match_pattern=id = 6 | match_pattern 'id = 6' is not found in 'SELECT id FROM t WHERE id = 5'",
            "match_digest=( | its regular expression is wrong: it never matches (see SHOW WARNINGS after LOAD)"})
    void namesTheColumnByWhichARuleDoesNotMatch(String criterion, String reason) {
        rules.rule(1, criterion, "destination_hostgroup=7");
        assertEquals(List.of("rule 1: no match: " + reason), explain());
    }

    @Test
    void namesTheFirstOfSeveralColumnsThatDiffer() {
        rules.rule(1, "username=other", "schemaname=other", "match_pattern=other");
        assertEquals(List.of("rule 1: no match: username is 'other', the query has 'app'"), explain());
    }

    @Test
    void saysThatANegatedExpressionIsFound() {
        rules.rule(1, "match_digest=^SELECT", "negate_match_pattern=1");
        assertEquals(List.of("rule 1: no match: match_digest '^SELECT' is found in 'SELECT id FROM t WHERE id = ?', "
                + "and negate_match_pattern=1"), explain());
    }

    @Test
    void tellsRewriteChainAndEndAndLooksAtTheRewrittenText() {
        rules.rule(1, "match_pattern=FROM t", "replace_pattern=FROM u", "flagOUT=5");
        rules.rule(2, "flagIN=5", "match_pattern=FROM t");
        rules.rule(3, "flagIN=5", "match_pattern=FROM u", "destination_hostgroup=3", "timeout=100", "apply=1");
        rules.rule(4);
        assertEquals(List.of("rule 1: match: in chain flagIN=0; sets nothing",
                "rewrite 1: SELECT id FROM u WHERE id = 5: replace_pattern 'FROM u'",
                "chain 1: flagOUT=5: rules with flagIN=5 follow",
                "rule 2: no match: match_pattern 'FROM t' is not found in 'SELECT id FROM u WHERE id = 5'",
                "rule 3: match: in chain flagIN=5; sets destination_hostgroup=3, timeout=100, apply=1",
                "chain 3: end: apply=1: later rules are not looked at",
                "fast_routing : not looked at: rule 3, the last one looked at, has apply=1"), explain());
    }

    @Test
    void tellsThatRulesAreEvaluatedAgain() {
        rules.iterations = 2;
        rules.rule(1, "flagOUT=5");
        assertEquals(List.of("rule 1: match: in chain flagIN=0; sets nothing",
                "chain 1: flagOUT=5: rules with flagIN=5 follow",
                "chain : again from the first rule: mysql-query_processor_iterations, left: 1",
                "rule 1: no match: flagIN is 0, the query has 5"), explain());
    }

    @Test
    void tellsThatChanceChoseTheChain() {
        rules.rule(1, "attributes={\"flagOUTs\":[{\"id\":4,\"weight\":1},{\"id\":5,\"weight\":2}]}");
        rules.chance = 1;
        assertEquals("chain 1: flagOUT=5: drawn by chance among the flagOUTs of attributes (weights in all: 3); "
                + "the next query may draw another", explain().get(1));
    }

    @Test
    void tellsBothLookUpsOfFastRouting() {
        rules.rule(1, "username=other");
        rules.fast.add(new String[]{"", "shop", "0", "31", ""});
        assertEquals(List.of("fast_routing username='app': no row: schemaname='shop' flagIN=0",
                "fast_routing username='': match: schemaname='shop' flagIN=0; sets destination_hostgroup=31"),
                explain().subList(1, 3));
    }

    @Test
    void decidesAsForAQuery() {
        rules.rule(1, "match_pattern=FROM t", "replace_pattern=FROM u", "error_msg=no", "OK_msg=yes", "log=0");
        rules.rule(2, "destination_hostgroup=2");
        Decision asked = rules.running().decide(new SampleQuery());
        Decision explained = rules.running().explain(new SampleQuery(), step -> {
        });
        assertArrayEquals(asked.hits(), explained.hits());
        assertEquals(List.of(asked.destinationHostgroup(), asked.rewritten(), asked.errorMessage(), asked.okMessage(),
                asked.log(), asked.lasting()),
                List.of(explained.destinationHostgroup(), explained.rewritten(), explained.errorMessage(),
                        explained.okMessage(), explained.log(), explained.lasting()));
        assertEquals("rule 1: match: in chain flagIN=0; sets error_msg='no', OK_msg='yes', log=0", explain().get(0));
    }

    private List<String> explain() {
        List<RouteStep> steps = new ArrayList<>();
        rules.running().explain(new SampleQuery(), steps::add);
        return steps.stream()
                .map(step -> step.step() + " " + step.item() + ": " + step.result() + ": " + step.reason()).toList();
    }
}
