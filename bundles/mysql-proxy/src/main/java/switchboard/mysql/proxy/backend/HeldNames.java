package switchboard.mysql.proxy.backend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Temporary tables, user locks and SQL's prepared statements of one backend connection: when the last of a kind is gone,
 * the kind no longer binds it. Bounded; what doesn't fit, or has no name, binds until a reset.
 */
public final class HeldNames {
    private static final int MAX_NAMES = 200;
    private static final String UNNAMED = "";

    private record Name(int kind, String name) {
    }

    private final Map<Name, Integer> held = new HashMap<>();

    /** Something of a kind ({@link HeldBy}) was taken whose name can't be told. */
    public void takeUnnamed(int kind) {
        held.put(new Name(kind, UNNAMED), 1);
    }

    /** Something was taken; a lock that is taken twice has to be left twice. */
    public void take(int kind, List<String> names) {
        for (String name : names) {
            boolean counts = kind == HeldBy.GET_LOCK;
            if (held.size() >= MAX_NAMES) {
                takeUnnamed(kind);
            } else {
                held.merge(new Name(kind, name), 1, (before, one) -> counts ? before + one : one);
            }
        }
    }

    public void leave(int kind, List<String> names) {
        for (String name : names) {
            held.computeIfPresent(new Name(kind, name), (same, count) -> count > 1 ? count - 1 : null);
        }
    }

    public void leaveAll(int kind) {
        held.keySet().removeIf(name -> name.kind() == kind);
    }

    public boolean holds(int kind) {
        return held.keySet().stream().anyMatch(name -> name.kind() == kind);
    }

    void clear() {
        held.clear();
    }
}
