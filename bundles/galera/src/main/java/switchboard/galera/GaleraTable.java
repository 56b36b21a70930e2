package switchboard.galera;

import switchboard.topology.ClusterTable;

/** Adds {@code mysql_galera_hostgroups} to MYSQL SERVERS (ProxySQL 2.7 manual, mysql_galera_hostgroups). */
final class GaleraTable {
    static final String NAME = "mysql_galera_hostgroups";

    private static final String CREATE = """
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
                UNIQUE (backup_writer_hostgroup))""";

    private GaleraTable() {
    }

    /** @param published called after each LOAD */
    static ClusterTable create(Runnable published) {
        return new ClusterTable(NAME, CREATE, published);
    }
}
