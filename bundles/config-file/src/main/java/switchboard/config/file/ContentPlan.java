package switchboard.config.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigFile.Content;

/** Sorts a file's settings into scalars, groups of scalars and lists of such groups, and remarks what is neither. */
final class ContentPlan {
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    private final Map<String, List<Map<String, String>>> lists = new LinkedHashMap<>();
    private final Map<String, String> positions = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    ContentPlan(ConfigNode.Group file) {
        file.settings().forEach(this::section);
    }

    Content content() {
        return new Content(Collections.unmodifiableMap(settings), Collections.unmodifiableMap(groups),
                Collections.unmodifiableMap(lists), Collections.unmodifiableMap(positions));
    }

    /** What has no place in the content, one sentence each with its position. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    private void section(String name, ConfigNode.Setting setting) {
        positions.put(name, setting.position().toString());
        switch (setting.value()) {
            case ConfigNode.Scalar scalar -> settings.put(name, scalar.text());
            case ConfigNode.Group group -> groups.put(name, scalars(name, group, false));
            case ConfigNode.Sequence list -> lists.put(name, entries(name, list));
        }
    }

    private List<Map<String, String>> entries(String section, ConfigNode.Sequence list) {
        List<Map<String, String>> entries = new ArrayList<>();
        for (ConfigNode element : list.elements()) {
            if (element instanceof ConfigNode.Group group) {
                entries.add(scalars(section, group, true));
            } else {
                remarks.add(element.position() + ": ignored: an entry of " + section + " is written { name = value }");
            }
        }
        return Collections.unmodifiableList(entries);
    }

    /** @param nullable whether an empty array is NULL: in rows, not among variables */
    private Map<String, String> scalars(String section, ConfigNode.Group group, boolean nullable) {
        Map<String, String> values = new LinkedHashMap<>();
        group.settings().forEach((name, setting) -> {
            if (setting.value() instanceof ConfigNode.Scalar scalar) {
                values.put(name, scalar.text());
            } else if (nullable && setting.value() instanceof ConfigNode.Sequence list && list.elements().isEmpty()) {
                values.put(name, null);
            } else {
                remarks.add(setting.position() + ": ignored: " + name + " in " + section
                        + " has to be a string, a number, true or false");
            }
        });
        return Collections.unmodifiableMap(values);
    }
}
