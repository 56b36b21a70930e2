package switchboard.api.stats;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Rows that a bundle adds to a table of names and values whose other rows somebody else computes (whiteboard service): the
 * cache its {@code Query_Cache_...} to {@code stats_mysql_global}, whoever keeps accounts {@code Auth_memory} to
 * {@code stats_memory_metrics}. A name that several give has the sum of their values, so that those who count on when they
 * are replaced lose nothing.
 */
@ConsumerType
public interface StatusVariables {
    /** The tables of this kind. */
    enum Table {
        MYSQL_GLOBAL, MEMORY_METRICS
    }

    /** Always the same. */
    Table statusTable();

    /** Numbers by Variable_Name, as they are now. On a thread of administration. */
    Map<String, Long> statusVariables();
}
