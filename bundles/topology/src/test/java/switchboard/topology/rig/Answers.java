package switchboard.topology.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.HealthCheck;
import switchboard.api.table.Rows;

/** Does what {@code monitor} does with a check: rounds, one after the other, with the answers of a script. */
public final class Answers {
    private final HealthCheck check;
    private final List<CheckResult> given = new ArrayList<>();
    private long micros = 1_000_000;

    public Answers(HealthCheck check) {
        this.check = check;
    }

    /** One round of each group; null for a target that is skipped. */
    public void round(Function<CheckTarget, CheckResult> script) {
        for (CheckGroup group : check.groups()) {
            List<CheckResult> results = new ArrayList<>();
            for (CheckTarget target : check.targets(group)) {
                CheckResult result = script.apply(target);
                if (result != null) {
                    given.add(result);
                    check.answered(group, result);
                    results.add(result);
                }
            }
            check.roundEnded(group, results);
            micros += group.interval().toMillis() * 1000;
        }
    }

    /** Goes on with a successor of the check, which hears what this one was answered. */
    public Answers handOver(HealthCheck successor) {
        Answers next = new Answers(successor);
        next.micros = micros;
        next.given.addAll(given);
        successor.groups().forEach(group -> successor.takeOver(group, given));
        return next;
    }

    /** An answer of rows. */
    public CheckResult rows(CheckTarget target, List<String> columns, List<String[]> values) {
        return new CheckResult(target, micros, 500, "8.0.36", new Rows(columns, values), 0, null, false);
    }

    public CheckResult timeout(CheckTarget target) {
        return new CheckResult(target, micros, 800_000, "", CheckResult.NO_ROWS, 2013, "timeout check", true);
    }

    public CheckResult error(CheckTarget target, String text) {
        return new CheckResult(target, micros, 100, "", CheckResult.NO_ROWS, 2003, text, false);
    }
}
