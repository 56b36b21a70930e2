package switchboard.global.variables;

import java.util.List;
import java.util.Set;

/**
 * One variable.
 *
 * @param name with its prefix
 * @param min of a number; 0 for others
 * @param max of a number; 0 for others
 * @param choices the values of a {@link VariableType#CHOICE}; empty for others
 */
record VariableDefinition(String name, VariableType type, String defaultValue, long min, long max, List<String> choices,
        Set<VariableFlag> flags) {
    VariableDefinition {
        choices = List.copyOf(choices);
        flags = Set.copyOf(flags);
    }

    boolean is(VariableFlag flag) {
        return flags.contains(flag);
    }

    /** How "no value" is shown: mysql-variables as an empty text, admin-telnet_admin_ifaces as {@code (null)}. */
    String unset() {
        return defaultValue.equals(VariableType.NULL) ? VariableType.NULL : "";
    }

    /** The name as ProxySQL writes it in its log, without the prefix. */
    String shortName() {
        return name.substring(name.indexOf('-') + 1);
    }

    /** A value as a log may show it. */
    String shown(String value) {
        return is(VariableFlag.SECRET) && !value.isEmpty() ? "***" : value;
    }
}
