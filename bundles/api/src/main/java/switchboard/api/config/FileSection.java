package switchboard.api.config;

import java.util.List;
import java.util.Map;

/**
 * A table's section of the config file (ProxySQL manual, proxysql.cnf).
 *
 * @param name the section: {@code mysql_servers}
 * @param settings true for a group of settings ({@code mysql_variables = { threads=4 }}), where each becomes a row of
 *            (row prefix + name, value); false for a list of groups, one for each row
 * @param aliases other spellings of columns: {@code address} for {@code hostname}
 * @param required columns without which an entry is left out, with a line in the log
 */
public record FileSection(String name, boolean settings, Map<String, String> aliases, List<String> required) {
    public FileSection {
        aliases = Map.copyOf(aliases);
        required = List.copyOf(required);
    }
}
