package switchboard.topology.rig;

import java.util.HashMap;
import java.util.Map;
import switchboard.api.variables.VariableValues;

/** Variables of a test; those that it does not name are unknown. */
public final class Variables implements VariableValues {
    private final Map<String, Long> numbers = new HashMap<>();

    /** The same object with another value. */
    public Variables with(String name, long value) {
        numbers.put(name, value);
        return this;
    }

    @Override
    public String text(String name) {
        return Long.toString(number(name));
    }

    @Override
    public long number(String name) {
        Long value = numbers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no variable " + name);
        }
        return value;
    }

    @Override
    public boolean flag(String name) {
        throw new IllegalArgumentException(name + " is a number");
    }
}
