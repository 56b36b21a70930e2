package switchboard.galera;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.topology.rig.Answers;

/** A scripted node: its variables, or what it does instead of answering. */
final class GaleraNode {
    enum Voice {
        ANSWERS, HANGS, REFUSES
    }

    private static final List<String> COLUMNS = List.of("VARIABLE_NAME", "VARIABLE_VALUE");
    private static final String[][] FAULTS = {{"WSREP_CLUSTER_STATUS", "non-Primary"}, {"WSREP_DESYNC", "ON"},
            {"WSREP_LOCAL_STATE", "2"}, {"WSREP_LOCAL_STATE", "1"}, {"WSREP_REJECT_QUERIES", "ALL"},
            {"PXC_MAINT_MODE", "MAINTENANCE"}, {"READ_ONLY", "ON"}, {"WSREP_SST_DONOR_REJECTS_QUERIES", "ON"},
            {"WSREP_LOCAL_RECV_QUEUE", "500"}};

    final Map<String, String> variables = new TreeMap<>();
    Voice voice = Voice.ANSWERS;

    GaleraNode() {
        heal();
    }

    void heal() {
        voice = Voice.ANSWERS;
        variables.clear();
        variables.putAll(Map.of("WSREP_CLUSTER_STATUS", "Primary", "WSREP_DESYNC", "OFF", "WSREP_LOCAL_STATE", "4",
                "WSREP_REJECT_QUERIES", "NONE", "READ_ONLY", "OFF", "WSREP_SST_DONOR_REJECTS_QUERIES", "OFF",
                "WSREP_LOCAL_RECV_QUEUE", "0"));
    }

    /** Something happens to it: it heals, breaks in one more way, falls silent or speaks again. */
    void change(RandomGenerator random) {
        switch (random.nextInt(4)) {
            case 0, 1 -> heal();
            case 2 -> {
                String[] fault = FAULTS[random.nextInt(FAULTS.length)];
                variables.put(fault[0], fault[1]);
            }
            default -> voice = Voice.values()[random.nextInt(Voice.values().length)];
        }
    }

    boolean is(String name, String value) {
        return value.equals(variables.get(name));
    }

    CheckResult answer(Answers answers, CheckTarget target) {
        return switch (voice) {
            case HANGS -> answers.timeout(target);
            case REFUSES -> answers.error(target, "Can't connect to server on '" + target.hostname() + "' (115)");
            case ANSWERS -> {
                List<String[]> rows = new ArrayList<>();
                variables.forEach((name, value) -> rows.add(new String[]{name, value}));
                yield answers.rows(target, COLUMNS, rows);
            }
        };
    }
}
