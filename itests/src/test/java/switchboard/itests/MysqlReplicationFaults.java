package switchboard.itests;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults of a source with a replica of MySQL 9.7. In the profile {@code clusters}. */
class MysqlReplicationFaults extends ReplicationFaults {
    MysqlReplicationFaults(Switchboards switchboards) throws SQLException, IOException {
        super(new MysqlReplication(), switchboards);
    }

    /** MariaDB has no super_read_only; the types that begin with innodb_read_only are {@link MonitorIT}'s. */
    @Test
    void everyCheckTypeThatTellsAReplicaIsAsked() {
        for (String type : List.of("super_read_only", "read_only|innodb_read_only", "read_only")) {
            awaitCheckType(type);
        }
    }
}
