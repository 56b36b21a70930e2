package switchboard.aurora;

import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigExtension;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;

/** Adds {@code mysql_aws_aurora_hostgroups} to MYSQL SERVERS (ProxySQL 2.7 manual, mysql_aws_aurora_hostgroups). */
final class AuroraTable implements ConfigExtension {
    static final String NAME = "mysql_aws_aurora_hostgroups";
    static final List<String> COLUMNS = List.of("writer_hostgroup", "reader_hostgroup", "active", "aurora_port",
            "domain_name", "max_lag_ms", "check_interval_ms", "check_timeout_ms", "writer_is_also_reader",
            "new_reader_weight", "add_lag_ms", "min_lag_ms", "lag_num_checks", "comment");

    private static final List<ConfigTable> TABLES = List.of(new ConfigTable(new TableDefinition(NAME, """
            CREATE TABLE mysql_aws_aurora_hostgroups (
                writer_hostgroup INT CHECK (writer_hostgroup>=0) NOT NULL PRIMARY KEY,
                reader_hostgroup INT NOT NULL CHECK (reader_hostgroup<>writer_hostgroup AND reader_hostgroup>0),
                active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1,
                aurora_port INT NOT NUlL DEFAULT 3306,
                domain_name VARCHAR NOT NULL CHECK (SUBSTR(domain_name,1,1) = '.'),
                max_lag_ms INT NOT NULL CHECK (max_lag_ms>= 10 AND max_lag_ms <= 600000) DEFAULT 600000,
                check_interval_ms INT NOT NULL CHECK (check_interval_ms >= 100 AND check_interval_ms <= 600000) \
            DEFAULT 1000,
                check_timeout_ms INT NOT NULL CHECK (check_timeout_ms >= 80 AND check_timeout_ms <= 3000) DEFAULT 800,
                writer_is_also_reader INT CHECK (writer_is_also_reader IN (0,1)) NOT NULL DEFAULT 0,
                new_reader_weight INT CHECK (new_reader_weight >= 0 AND new_reader_weight <=10000000) NOT NULL \
            DEFAULT 1,
                add_lag_ms INT NOT NULL CHECK (add_lag_ms >= 0 AND add_lag_ms <= 600000) DEFAULT 30,
                min_lag_ms INT NOT NULL CHECK (min_lag_ms >= 0 AND min_lag_ms <= 600000) DEFAULT 30,
                lag_num_checks INT NOT NULL CHECK (lag_num_checks >= 1 AND lag_num_checks <= 16) DEFAULT 1,
                comment VARCHAR,
                UNIQUE (reader_hostgroup))"""), "writer_hostgroup", null,
            new FileSection(NAME, false, Map.of(), List.of("writer_hostgroup", "reader_hostgroup", "domain_name"))));

    private volatile AuroraHostgroups running = new AuroraHostgroups(List.of(), new Rows(COLUMNS, List.of()),
            List.of());

    private final Runnable published;

    /** @param published called after each LOAD, on its thread */
    AuroraTable(Runnable published) {
        this.published = published;
    }

    /** The rows that run; any thread. */
    List<AuroraRow> clusters() {
        return running.clusters();
    }

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
        AuroraHostgroups next = AuroraHostgroups.of(rows.get(NAME));
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
        return Map.of(NAME, running.rows());
    }
}
