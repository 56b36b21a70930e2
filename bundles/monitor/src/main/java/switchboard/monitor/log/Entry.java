package switchboard.monitor.log;

import switchboard.api.check.CheckResult;

/**
 * One row of a log table.
 *
 * @param startMicros wall clock, microseconds since 1970
 * @param successMicros how long it took, 0 for an error
 * @param value what was learned; null for nothing
 * @param error null for success
 */
public record Entry(String hostname, int port, long startMicros, long successMicros, Long value, String error) {

    public static Entry of(CheckResult result, Long value) {
        return new Entry(result.target().hostname(), result.target().port(), result.startMicros(),
                result.isSuccess() ? result.durationMicros() : 0, value, result.error());
    }
}
