package switchboard.api.stats;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import switchboard.api.table.TableDefinition;

/**
 * The tables of {@code stats_history}. Registered as a service by who fills them: then they are shown and may be asked;
 * their rows stay in the file when it goes. Of two that live at once those of the newest bundle are in force.
 */
@ConsumerType
public interface HistoryTables {
    /** The same list for life. */
    List<TableDefinition> tables();
}
