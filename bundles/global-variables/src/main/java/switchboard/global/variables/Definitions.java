package switchboard.global.variables;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All variables, by name in any case: the lines of {@code definitions.tsv}. */
final class Definitions {
    private static final int COLUMNS = 6;

    private final TreeMap<String, VariableDefinition> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @param version the value of admin-version */
    Definitions(String version) {
        for (String line : lines("definitions.tsv")) {
            VariableDefinition read = read(line, version);
            byName.put(read.name(), read);
        }
    }

    /** The variable of that name, or null. */
    VariableDefinition find(String name) {
        return byName.get(name);
    }

    /** The defaults by name, sorted, of the variables whose name begins with the prefix. */
    Map<String, String> defaults(String prefix) {
        Map<String, String> values = new TreeMap<>();
        for (VariableDefinition variable : byName.values()) {
            if (variable.name().startsWith(prefix)) {
                values.put(variable.name(), variable.defaultValue());
            }
        }
        return values;
    }

    /** The lines of a file beside this class, without comments. */
    static List<String> lines(String file) {
        try (InputStream in = Definitions.class.getResourceAsStream(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " of this bundle cannot be read", e);
        }
    }

    private static VariableDefinition read(String line, String version) {
        String[] column = line.split("\t", COLUMNS);
        boolean choice = column[1].contains("|");
        VariableType type = choice ? VariableType.CHOICE : VariableType.valueOf(column[1].toUpperCase(Locale.ROOT));
        Set<VariableFlag> flags = EnumSet.noneOf(VariableFlag.class);
        if (!column[5].isEmpty()) {
            Arrays.stream(column[5].split(",")).map(flag -> VariableFlag.valueOf(flag.toUpperCase(Locale.ROOT)))
                    .forEach(flags::add);
        }
        String value = flags.contains(VariableFlag.READ_ONLY) ? version : column[2];
        return new VariableDefinition(column[0], type, value, number(column[3]), number(column[4]),
                choice ? List.of(column[1].split("\\|")) : List.of(), flags);
    }

    private static long number(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }
}
