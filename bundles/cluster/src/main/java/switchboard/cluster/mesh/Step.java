package switchboard.cluster.mesh;

/**
 * Whether a node has the same of a module as this one.
 *
 * @param since unix time in seconds
 */
public record Step(boolean inStep, long since) {
    static Step next(Step before, boolean inStep, long now) {
        return before != null && before.inStep == inStep ? before : new Step(inStep, now);
    }
}
