package switchboard.itests;

import java.io.IOException;
import java.sql.SQLException;

/** Faults of a source with a replica of MySQL 9.7. In the profile {@code clusters}. */
class MysqlReplicationFaults extends ReplicationFaults {
    MysqlReplicationFaults(Switchboards switchboards) throws SQLException, IOException {
        super(new MysqlReplication(), switchboards);
    }
}
