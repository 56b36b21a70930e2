package switchboard.api.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import switchboard.api.table.Rows;

/** The syntax of the config file (libconfig, as in proxysql.cnf). */
@ProviderType
public interface ConfigFile {
    /** Reads a file. Errors name file, line, column and what was expected. */
    Content read(Path file) throws ConfigRefusedException;

    /** Writes sections in the given order, as text that {@link #read} takes back. Values keep every character. */
    String write(List<SectionRows> sections);

    /**
     * A file's content.
     *
     * @param settings top-level scalars: {@code datadir}
     * @param groups settings of groups by section and name: {@code mysql_variables}, {@code threads}
     * @param lists entries of lists by section; each entry a map from key to value as written, null for NULL
     * @param positions of each section, {@code file:line:column}, for messages
     */
    record Content(Map<String, String> settings, Map<String, Map<String, String>> groups,
            Map<String, List<Map<String, String>>> lists, Map<String, String> positions) {
    }

    /** One section and its rows. */
    record SectionRows(FileSection section, String rowPrefix, Rows rows) {
    }
}
