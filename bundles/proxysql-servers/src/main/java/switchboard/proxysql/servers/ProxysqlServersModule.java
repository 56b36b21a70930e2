package switchboard.proxysql.servers;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;

/** Runs the rows of {@code proxysql_servers} as they are; the table's CHECKs are all there is to check. */
@Component(service = ConfigModule.class, immediate = true) // keeps what was loaded
public final class ProxysqlServersModule implements ConfigModule {
    private static final String NAME = "proxysql_servers";
    private static final List<ConfigTable> TABLES = List.of(new ConfigTable(new TableDefinition(NAME, """
            CREATE TABLE proxysql_servers (
                hostname VARCHAR NOT NULL,
                port INT NOT NULL DEFAULT 6032,
                weight INT CHECK (weight >= 0) NOT NULL DEFAULT 0,
                comment VARCHAR NOT NULL DEFAULT '',
                PRIMARY KEY (hostname, port) )"""), "hostname, port", null,
            new FileSection(NAME, false, Map.of("address", "hostname"), List.of("hostname"))));

    private volatile Rows running = new Rows(List.of("hostname", "port", "weight", "comment"), List.of());

    @Override
    public String name() {
        return "PROXYSQL SERVERS";
    }

    @Override
    public List<ConfigTable> tables() {
        return TABLES;
    }

    @Override
    public Prepared prepare(Map<String, Rows> rows) {
        Rows next = rows.get(NAME);
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
        return Map.of(NAME, running);
    }
}
