package switchboard.itests;

import java.io.IOException;
import java.sql.SQLException;

/** Faults of a source with two replicas of MariaDB. In the profile {@code clusters}. */
class MariaDbReplicationFaults extends ReplicationFaults {
    MariaDbReplicationFaults(Switchboards switchboards) throws SQLException, IOException {
        super(new MariaDbReplication(), switchboards);
    }
}
