package switchboard.scheduler;

import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.table.TableDefinition;

/** The table of "SCHEDULER" (ProxySQL 2.7 manual, scheduler). */
final class SchedulerTable {
    static final String NAME = "scheduler";
    static final List<String> COLUMNS = List.of("id", "active", "interval_ms", "filename", "arg1", "arg2", "arg3",
            "arg4", "arg5", "comment");
    static final List<ConfigTable> TABLES = List.of(new ConfigTable(new TableDefinition(NAME, """
            CREATE TABLE scheduler (
                id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1,
                interval_ms INTEGER CHECK (interval_ms>=100 AND interval_ms<=100000000) NOT NULL,
                filename VARCHAR NOT NULL,
                arg1 VARCHAR,
                arg2 VARCHAR,
                arg3 VARCHAR,
                arg4 VARCHAR,
                arg5 VARCHAR,
                comment VARCHAR NOT NULL DEFAULT '')"""), "id", null,
            new FileSection(NAME, false, Map.of(), List.of("interval_ms", "filename"))));

    private SchedulerTable() {
    }
}
