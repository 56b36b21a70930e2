package switchboard.query.digest;

import java.util.HashMap;
import java.util.Map;
import switchboard.api.variables.VariableValues;

/** Values of variables: ProxySQL's defaults and what a test changes. */
public final class Variables implements VariableValues {
    private final Map<String, String> values = new HashMap<>(Map.of("mysql-query_digests", "true",
            "mysql-query_digests_grouping_limit", "3", "mysql-query_digests_groups_grouping_limit", "10",
            "mysql-query_digests_max_query_length", "65000", "mysql-query_digests_max_digest_length", "2048"));

    public Variables with(String name, String value) {
        values.put(name, value);
        return this;
    }

    @Override
    public String text(String name) {
        return values.getOrDefault(name, "false");
    }

    @Override
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    @Override
    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }
}
