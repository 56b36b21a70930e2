package switchboard.itests;

import java.sql.Connection;
import java.sql.SQLException;

/** A source and a replica of MySQL 9.7, by {@code itests/topologies/async-pair.sh}. */
final class MysqlReplication implements ReplicationSet {
    private static final int FIRST_PORT = 23321;
    private static final String SCRIPT = "itests/topologies/async-pair.sh";

    MysqlReplication() {
        script("wipe");
        script("start");
    }

    @Override
    public int size() {
        return 2;
    }

    @Override
    public int port(int number) {
        return FIRST_PORT + number - 1;
    }

    @Override
    public String whichPort() {
        return "SELECT variable_value FROM performance_schema.global_variables WHERE variable_name = 'PORT'";
    }

    @Override
    public String stopApplying() {
        return "STOP REPLICA SQL_THREAD";
    }

    @Override
    public String startApplying() {
        return "START REPLICA SQL_THREAD";
    }

    @Override
    public void promote(int from, int to) throws SQLException {
        try (Connection before = root(from); Connection after = root(to)) {
            Sql.run(before, "SET GLOBAL super_read_only = ON");
            String executed = Sql.value(before, "SELECT @@GLOBAL.gtid_executed").replace("\n", "");
            if (!"0".equals(Sql.value(after, "SELECT WAIT_FOR_EXECUTED_GTID_SET('" + executed + "', 30)"))) {
                throw new AssertionError("server " + to + " does not reach " + executed);
            }
            Sql.run(after, "STOP REPLICA", "RESET REPLICA ALL", "SET GLOBAL super_read_only = OFF, read_only = OFF");
            Sql.run(before, "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=" + port(to)
                    + ", SOURCE_USER='repl', SOURCE_PASSWORD='repl_pw', SOURCE_AUTO_POSITION=1, "
                    + "GET_SOURCE_PUBLIC_KEY=1, SOURCE_CONNECT_RETRY=1", "START REPLICA");
        }
    }

    @Override
    public void close() {
        script("wipe");
    }

    private static void script(String verb) {
        Shell.run("bash", Workspace.root().resolve(SCRIPT).toString(), verb).orFail();
    }
}
