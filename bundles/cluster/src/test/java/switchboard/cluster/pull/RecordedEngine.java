package switchboard.cluster.pull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigPart;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.config.Origin;
import switchboard.api.table.Rows;

/** An engine that writes down what is asked of it. */
final class RecordedEngine implements ConfigEngine {
    final List<String> calls = new ArrayList<>();
    String refusal;
    String diskError;

    static String text(Map<String, Rows> tables) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(tables).forEach((table, rows) -> {
            text.append(text.isEmpty() ? "" : " ").append(table);
            rows.values().forEach(row -> text.append(' ').append(String.join(",", row)));
        });
        return text.toString();
    }

    @Override
    public Outcome load(String module, Map<String, Rows> rows, Origin origin, String remark)
            throws ConfigRefusedException {
        if (refusal != null) {
            throw new ConfigRefusedException(refusal);
        }
        calls.add("load " + module + ": " + text(rows) + " (" + origin.address() + " " + remark + ")");
        return new Outcome(0, List.of());
    }

    @Override
    public Outcome run(String module, Map<String, Rows> rows) {
        calls.add("run " + module + ": " + text(rows));
        return new Outcome(0, List.of());
    }

    @Override
    public Outcome copy(String module, Layer from, Layer to) throws ConfigRefusedException {
        if (diskError != null) {
            throw new ConfigRefusedException(diskError);
        }
        calls.add("copy " + module + " " + from + " " + to);
        return new Outcome(0, List.of());
    }

    @Override
    public Outcome load(String module, Selection selection) {
        throw new AssertionError("nobody selects rows");
    }

    @Override
    public List<String> modules() {
        return List.of();
    }

    @Override
    public boolean isPublished(ConfigPart part) {
        return true;
    }
}
