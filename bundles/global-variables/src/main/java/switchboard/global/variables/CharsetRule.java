package switchboard.global.variables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import switchboard.api.config.Rejection;

/**
 * Keeps mysql-default_charset and mysql-default_collation_connection consistent: the charset follows the collation,
 * unless only the charset was changed (ProxySQL 2.7, LOAD MYSQL VARIABLES TO RUNTIME). A collation is told by its
 * charset, with which its name begins.
 */
final class CharsetRule {
    private static final String CHARSET = "mysql-default_charset";
    private static final String COLLATION = "mysql-default_collation_connection";
    private static final Map<String, String> DEFAULT_COLLATIONS = defaultCollations();

    private CharsetRule() {
    }

    /** Corrects the plan; rows of main that say otherwise are rewritten. */
    static void apply(Map<String, String> before, VariablesPlan plan) {
        String charset = plan.values().get(CHARSET);
        String collation = plan.values().get(COLLATION);
        if (charset == null || collation == null) {
            return; // another module's variables
        }
        boolean onlyCharsetChanged = !charset.equals(before.get(CHARSET)) && collation.equals(before.get(COLLATION));
        String ofCollation = charsetOf(collation);
        if (charset.equals(ofCollation)) {
            return;
        }
        if (ofCollation != null && !(onlyCharsetChanged && DEFAULT_COLLATIONS.containsKey(charset))) {
            correct(plan, CHARSET, ofCollation);
        } else if (DEFAULT_COLLATIONS.containsKey(charset)) {
            correct(plan, COLLATION, DEFAULT_COLLATIONS.get(charset));
        } else {
            correct(plan, CHARSET, "utf8");
            correct(plan, COLLATION, "utf8_general_ci");
        }
    }

    private static void correct(VariablesPlan plan, String name, String value) {
        String old = plan.values().put(name, value);
        if (!value.equals(old)) {
            plan.rejections().add(new Rejection(VariablesPlan.TABLE, new String[]{name, old},
                    new String[]{name, value},
                    "Changing %s from %s to %s: charset and collation must fit".formatted(name, old, value)));
        }
    }

    private static String charsetOf(String collation) {
        int end = collation.indexOf('_');
        String charset = end < 0 ? collation : collation.substring(0, end);
        boolean known = end < 0 ? collation.equals("binary") : DEFAULT_COLLATIONS.containsKey(charset);
        return known ? charset : null;
    }

    private static Map<String, String> defaultCollations() {
        List<String> lines = new ArrayList<>(Definitions.lines("charsets.tsv"));
        Map<String, String> byCharset = new TreeMap<>();
        lines.stream().map(line -> line.split("\t")).forEach(column -> byCharset.put(column[0], column[1]));
        return Map.copyOf(byCharset);
    }
}
