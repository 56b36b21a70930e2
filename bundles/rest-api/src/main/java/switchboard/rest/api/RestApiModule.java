package switchboard.rest.api;

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

/** Runs the rows of {@code restapi_routes} as they are: its CHECKs are all there is to check. */
@Component(service = ConfigModule.class, immediate = true) // keeps what was loaded
public final class RestApiModule implements ConfigModule {
    private static final List<ConfigTable> TABLES = List.of(new ConfigTable(new TableDefinition("restapi_routes", """
            CREATE TABLE restapi_routes (
                id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1,
                timeout_ms INTEGER CHECK (timeout_ms>=100 AND timeout_ms<=100000000) NOT NULL,
                method VARCHAR NOT NULL CHECK (UPPER(method) IN ('GET','POST')),
                uri VARCHAR NOT NULL,
                script VARCHAR NOT NULL,
                comment VARCHAR NOT NULL DEFAULT '')"""), "id", null,
            new FileSection("restapi", false, Map.of(), List.of("timeout_ms", "method", "uri", "script"))));

    private volatile Map<String, Rows> running = Map.of("restapi_routes",
            new Rows(List.of("id", "active", "timeout_ms", "method", "uri", "script", "comment"), List.of()));

    @Override
    public String name() {
        return "RESTAPI";
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
