package switchboard.global.variables;

import java.util.Map;
import switchboard.api.variables.VariableValues;

/**
 * The variables of all modules at one moment.
 *
 * @param origin the instance of this bundle that published it
 * @param version goes up with each change
 * @param values text by name
 */
record VariablesSnapshot(Object origin, long version, Map<String, String> values) implements VariableValues {
    VariablesSnapshot {
        values = Map.copyOf(values);
    }

    @Override
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no variable " + name);
        }
        return value;
    }

    @Override
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    @Override
    public boolean flag(String name) {
        return text(name).equals("true");
    }

    /** Without values, of which some are secret. */
    @Override
    public String toString() {
        return "VariablesSnapshot[" + version + ", " + values.size() + " variables]";
    }
}
