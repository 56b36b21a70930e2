package switchboard.group.replication;

import java.util.List;
import java.util.random.RandomGenerator;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.topology.rig.Answers;

/** A scripted member of a group. */
final class Member {
    enum Voice {
        ANSWERS, HANGS, REFUSES
    }

    Voice voice = Voice.ANSWERS;
    boolean viable = true;
    boolean readOnly = true;
    long behind;
    String members;

    /** Something happens to it. */
    void change(RandomGenerator random) {
        switch (random.nextInt(5)) {
            case 0 -> {
                voice = Voice.ANSWERS;
                viable = true;
            }
            case 1 -> viable = !viable;
            case 2 -> voice = Voice.values()[random.nextInt(Voice.values().length)];
            default -> readOnly = !readOnly;
        }
    }

    CheckResult answer(Answers answers, CheckTarget target) {
        return switch (voice) {
            case HANGS -> answers.timeout(target);
            case REFUSES -> answers.error(target, "Can't connect to server on '" + target.hostname() + "' (115)");
            case ANSWERS -> answers.rows(target,
                    List.of("viable_candidate", "read_only", "transactions_behind", "members"),
                    List.<String[]>of(new String[]{viable ? "YES" : "NO", readOnly ? "YES" : "NO",
                            Long.toString(behind), members}));
        };
    }
}
