package switchboard.itests;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** A source and two replicas of MariaDB. */
final class MariaDbReplication implements ReplicationSet {
    private final Topology servers;

    MariaDbReplication() throws IOException {
        servers = new Topology(); // of its own: sources become replicas
    }

    @Override
    public int size() {
        return 3;
    }

    @Override
    public int port(int number) {
        return servers.port(number);
    }

    @Override
    public String whichPort() {
        return "SELECT variable_value FROM information_schema.global_variables WHERE variable_name = 'PORT'";
    }

    @Override
    public String stopApplying() {
        return "STOP SLAVE SQL_THREAD";
    }

    @Override
    public String startApplying() {
        return "START SLAVE SQL_THREAD";
    }

    @Override
    public void promote(int from, int to) throws SQLException {
        try (Connection before = root(from); Connection after = root(to)) {
            Sql.run(before, "SET GLOBAL read_only = 1");
            String position = Sql.value(before, "SELECT @@gtid_binlog_pos");
            if (!"0".equals(Sql.value(after, "SELECT MASTER_GTID_WAIT('" + position + "', 30)"))) {
                throw new AssertionError("server " + to + " does not reach " + position);
            }
            Sql.run(after, "STOP SLAVE", "RESET SLAVE ALL", "SET GLOBAL read_only = 0");
            Sql.run(before, follow(to) + ", MASTER_DEMOTE_TO_SLAVE=1", "START SLAVE");
        }
        for (int number = 1; number <= size(); number++) {
            if (number != from && number != to) {
                try (Connection other = root(number)) {
                    Sql.run(other, "STOP SLAVE", follow(to), "START SLAVE");
                }
            }
        }
    }

    private String follow(int source) {
        return "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + port(source)
                + ", MASTER_USER='repl', MASTER_PASSWORD='repl_pw', MASTER_CONNECT_RETRY=1, MASTER_SSL=0, "
                + "MASTER_SSL_VERIFY_SERVER_CERT=0, MASTER_USE_GTID=slave_pos";
    }

    @Override
    public void close() {
        servers.close();
    }
}
