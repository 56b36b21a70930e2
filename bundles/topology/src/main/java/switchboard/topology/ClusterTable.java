package switchboard.topology;

import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigExtension;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;

/** A table of clusters with four hostgroups, as a part of MYSQL SERVERS. Keeps what was loaded. */
public final class ClusterTable implements ConfigExtension {
    private final String name;
    private final List<ConfigTable> tables;
    private final Runnable published;
    private volatile ClusterRows running = ClusterRows.NONE;

    /**
     * @param createSql the table as ProxySQL shows it, with the columns {@link ClusterRows#COLUMNS}
     * @param published called after each LOAD, on its thread
     */
    public ClusterTable(String name, String createSql, Runnable published) {
        this.name = name;
        this.published = published;
        tables = List.of(new ConfigTable(new TableDefinition(name, createSql), "writer_hostgroup", null,
                new FileSection(name, false, Map.of(), List.of("writer_hostgroup", "backup_writer_hostgroup",
                        "reader_hostgroup", "offline_hostgroup"))));
    }

    /** The rows that run; any thread. */
    public List<ClusterRow> clusters() {
        return running.clusters();
    }

    @Override
    public String module() {
        return "MYSQL SERVERS";
    }

    @Override
    public List<ConfigTable> tables() {
        return tables;
    }

    @Override
    public Prepared prepare(Map<String, Rows> rows) throws ConfigRefusedException {
        ClusterRows next = ClusterRows.of(name, rows.get(name));
        return new Prepared() {
            @Override
            public List<Rejection> rejections() {
                return next.rejections();
            }

            @Override
            public void publish() {
                running = next;
                published.run();
            }
        };
    }

    @Override
    public Map<String, Rows> running() {
        return Map.of(name, running.rows());
    }
}
