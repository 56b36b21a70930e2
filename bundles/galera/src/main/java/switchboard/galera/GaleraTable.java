package switchboard.galera;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import switchboard.api.config.ConfigExtension;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;
import switchboard.topology.ClusterRows;

/** Adds {@code mysql_galera_hostgroups} to MYSQL SERVERS (ProxySQL 2.7 manual, mysql_galera_hostgroups). */
@Component(service = ConfigExtension.class, immediate = true) // keeps what was loaded
public final class GaleraTable implements ConfigExtension {
    static final String NAME = "mysql_galera_hostgroups";

    private static final List<ConfigTable> TABLES = List.of(new ConfigTable(new TableDefinition(NAME, """
            CREATE TABLE mysql_galera_hostgroups (
                writer_hostgroup INT CHECK (writer_hostgroup>=0) NOT NULL PRIMARY KEY,
                backup_writer_hostgroup INT CHECK (backup_writer_hostgroup>=0 AND \
            backup_writer_hostgroup<>writer_hostgroup) NOT NULL,
                reader_hostgroup INT NOT NULL CHECK (reader_hostgroup<>writer_hostgroup AND \
            backup_writer_hostgroup<>reader_hostgroup AND reader_hostgroup>0),
                offline_hostgroup INT NOT NULL CHECK (offline_hostgroup<>writer_hostgroup AND \
            offline_hostgroup<>reader_hostgroup AND backup_writer_hostgroup<>offline_hostgroup AND \
            offline_hostgroup>=0),
                active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1,
                max_writers INT NOT NULL CHECK (max_writers >= 0) DEFAULT 1,
                writer_is_also_reader INT CHECK (writer_is_also_reader IN (0,1,2)) NOT NULL DEFAULT 0,
                max_transactions_behind INT CHECK (max_transactions_behind>=0) NOT NULL DEFAULT 0,
                comment VARCHAR,
                UNIQUE (reader_hostgroup),
                UNIQUE (offline_hostgroup),
                UNIQUE (backup_writer_hostgroup))"""), "writer_hostgroup", null, new FileSection(NAME, false, Map.of(),
            List.of("writer_hostgroup", "backup_writer_hostgroup", "reader_hostgroup", "offline_hostgroup"))));

    private volatile ClusterRows running = ClusterRows.NONE;

    @Override
    public String module() {
        return "MYSQL SERVERS";
    }

    @Override
    public List<ConfigTable> tables() {
        return TABLES;
    }

    @Override
    public Prepared prepare(Map<String, Rows> rows) throws ConfigRefusedException {
        ClusterRows next = ClusterRows.of(NAME, rows.get(NAME));
        return new Prepared() {
            @Override
            public List<Rejection> rejections() {
                return next.rejections();
            }

            @Override
            public void publish() {
                running = next;
            }
        };
    }

    @Override
    public Map<String, Rows> running() {
        return Map.of(NAME, running.rows());
    }
}
