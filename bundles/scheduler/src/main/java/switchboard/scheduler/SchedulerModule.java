package switchboard.scheduler;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import switchboard.api.config.ClusterSync;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;

/** Runs the rows of {@code scheduler} as they are: its CHECKs are all there is to check, inactive rows are shown too. */
@Component(service = ConfigModule.class, immediate = true) // keeps what was loaded
public final class SchedulerModule implements ConfigModule {
    private static final List<ConfigTable> TABLES = List.of(new ConfigTable(new TableDefinition("scheduler", """
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
            new FileSection("scheduler", false, Map.of(), List.of("interval_ms", "filename"))));

    private volatile Map<String, Rows> running = Map.of("scheduler", new Rows(
            List.of("id", "active", "interval_ms", "filename", "arg1", "arg2", "arg3", "arg4", "arg5", "comment"),
            List.of()));

    @Override
    public String name() {
        return "SCHEDULER";
    }

    @Override
    public ClusterSync clusterSync() {
        return ClusterSync.IF_NAMED;
    }

    @Override
    public List<ConfigTable> tables() {
        return TABLES;
    }

    @Override
    public Prepared prepare(Map<String, Rows> rows) {
        Map<String, Rows> next = Map.copyOf(rows);
        return new Prepared() {
            @Override
            public List<Rejection> rejections() {
                return List.of();
            }

            @Override
            public void publish() {
                running = next;
            }
        };
    }

    @Override
    public Map<String, Rows> running() {
        return running;
    }
}
