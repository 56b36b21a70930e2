package switchboard.config.store.rows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import switchboard.api.config.ConfigFile.Content;
import switchboard.api.config.FileSection;

/** Finds what stands in the config file and is read by nobody, so that a misspelt section is not passed over in silence. */
public final class FileSurvey {
    /** Settings outside of sections that are read: the folder by the launcher, the other by the cluster's modules. */
    private static final Set<String> SETTINGS = Set.of("datadir", "cluster_sync_interfaces");
    /** ProxySQL's own (2.7 manual, configuration file). */
    private static final Set<String> WITHOUT_EFFECT = Set.of("errorlog", "pidfile", "uuid",
            "restart_on_missing_heartbeats", "execute_on_exit_failure", "sqlite3_plugin", "ldap_auth_plugin",
            "web_interface_plugin");
    private static final String GROUP = "a group, name = { key = value }";
    private static final String LIST = "a list, name = ( { key = value }, ... )";

    private FileSurvey() {
    }

    /**
     * One line for each name that is ignored, with its position.
     *
     * @param sections of the modules that are there
     */
    public static List<String> remarks(Content content, Collection<FileSection> sections) {
        Map<String, Boolean> known = new TreeMap<>(); // whether it is a group
        sections.forEach(section -> known.put(section.name(), section.settings()));
        List<String> remarks = new ArrayList<>();
        content.positions().forEach((name, position) -> {
            String why = whyIgnored(name, content, known.get(name));
            if (why != null) {
                remarks.add(position + ": " + name + " is ignored: " + why);
            }
        });
        return remarks;
    }

    private static String whyIgnored(String name, Content content, Boolean group) {
        if (group != null) {
            boolean asExpected = group ? content.groups().containsKey(name) : content.lists().containsKey(name);
            return asExpected ? null : "it has to be " + (group ? GROUP : LIST);
        }
        if (SETTINGS.contains(name)) {
            return content.settings().containsKey(name) ? null : "it has to be a single value";
        }
        return WITHOUT_EFFECT.contains(name)
                ? "this setting of ProxySQL has no effect here"
                : "no module that is running reads a section or setting of this name";
    }
}
