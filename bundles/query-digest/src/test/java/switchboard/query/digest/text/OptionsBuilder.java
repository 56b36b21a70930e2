package switchboard.query.digest.text;

import java.util.HashMap;
import java.util.Map;

/** Options by the names of the variables, the rest as by default. */
final class OptionsBuilder {
    private final Map<String, String> values = new HashMap<>();

    OptionsBuilder set(String variable, Object value) {
        values.put(variable, value.toString());
        return this;
    }

    DigestOptions build() {
        return new DigestOptions(true, number("grouping_limit", 3), number("groups_grouping_limit", 10),
                number("max_query_length", 65_000), number("max_digest_length", 2048), flag("lowercase"),
                flag("replace_null"), flag("no_digits"), flag("keep_comment"), flag("normalize_digest_text"));
    }

    private int number(String variable, int otherwise) {
        return Integer.parseInt(values.getOrDefault(variable, Integer.toString(otherwise)));
    }

    private boolean flag(String variable) {
        return Boolean.parseBoolean(values.getOrDefault(variable, "false"));
    }
}
