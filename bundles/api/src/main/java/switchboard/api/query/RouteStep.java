package switchboard.api.query;

import java.util.Objects;

/**
 * One line of the answer to {@code EXPLAIN ROUTE}.
 *
 * @param step what was looked at: {@code session}, {@code digest}, {@code rule}, {@code fast_routing}, {@code hostgroup},
 *            {@code server}
 * @param item which one: a rule's id, a hostgroup, a server
 * @param result what came of it: {@code match}, {@code no match}
 * @param reason why; may be empty
 */
public record RouteStep(String step, String item, String result, String reason) {
    public RouteStep {
        Objects.requireNonNull(step);
        Objects.requireNonNull(item);
        Objects.requireNonNull(result);
        Objects.requireNonNull(reason);
    }
}
