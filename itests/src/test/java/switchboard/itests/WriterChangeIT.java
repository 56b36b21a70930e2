package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A source and its replica change places again and again while clients write: promotion by read_only. */
@ExtendWith(RealServers.class)
class WriterChangeIT {
    private static final int CLIENTS = 8;
    private static final int CHANGES = Integer.getInteger("changes", 4);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void noAutocommitStatementFailsAndNoAcknowledgedRowIsLost(Switchboards switchboards) throws Exception {
        try (Topology servers = new Topology()) { // of its own: sources become replicas
            Switchboard switchboard = switchboards.startOwnCopy(SwitchboardConfig.of(servers)
                    .mysql("monitor_password", "\"monitor_pw\"").mysql("monitor_read_only_interval", 200));
            switchboard.admin("INSERT INTO mysql_replication_hostgroups (writer_hostgroup, reader_hostgroup) "
                    + "VALUES (10, 20)", "LOAD MYSQL SERVERS TO RUNTIME");
            servers.onSource("CREATE TABLE written (id INT PRIMARY KEY)");
            List<WritingClient> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new WritingClient(switchboard.proxy(), i, CLIENTS));
            }
            try {
                for (int i = 0; i < CHANGES; i++) {
                    awaitMoreRows(clients);
                    promote(servers, i % 2 == 0 ? 1 : 2, i % 2 == 0 ? 2 : 1);
                }
                awaitMoreRows(clients);
            } finally {
                clients.forEach(WritingClient::stop);
            }
            List<String> failures = new ArrayList<>();
            Set<String> missing = new TreeSet<>();
            for (WritingClient client : clients) {
                failures.addAll(client.failures());
                client.acknowledged().forEach(id -> missing.add(Integer.toString(id)));
            }
            long longest = clients.stream().mapToLong(WritingClient::longestMillis).max().orElseThrow();
            Files.writeString(Workspace.root().resolve("itests/target/writer-change.txt"),
                    CHANGES + " changes, " + missing.size() + " rows acknowledged, " + failures.size()
                            + " statements failed, the longest took " + longest + " ms\n");
            try (Connection writer = servers.root(1)) {
                Sql.rows(writer, "SELECT id FROM test.written").forEach(row -> missing.remove(row.getFirst()));
            }
            assertEquals(List.of(), failures, switchboard::tail);
            assertEquals(Set.of(), missing);
        }
    }

    /** Each client writes a few more. */
    private static void awaitMoreRows(List<WritingClient> clients) {
        List<Integer> before = clients.stream().map(client -> client.acknowledged().size()).toList();
        Awaitility.await("all clients write").atMost(PATIENCE).until(() -> {
            for (int i = 0; i < clients.size(); i++) {
                if (clients.get(i).isWorking() && clients.get(i).acknowledged().size() < before.get(i) + 10) {
                    return false;
                }
            }
            return true;
        });
    }

    /** As an operator does it: the old source reads only, the new one has all, then it may write. */
    private static void promote(Topology servers, int from, int to) throws SQLException {
        try (Connection before = servers.root(from); Connection after = servers.root(to)) {
            Sql.run(before, "SET GLOBAL read_only = 1");
            String position = Sql.value(before, "SELECT @@gtid_binlog_pos");
            assertEquals("0", Sql.value(after, "SELECT MASTER_GTID_WAIT('" + position + "', 30)"),
                    () -> "server " + to + " does not reach " + position);
            Sql.run(after, "STOP SLAVE", "RESET SLAVE ALL", "SET GLOBAL read_only = 0");
            Sql.run(before, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + servers.port(to)
                    + ", MASTER_USER='repl', MASTER_PASSWORD='repl_pw', MASTER_CONNECT_RETRY=1, MASTER_SSL=0, "
                    + "MASTER_SSL_VERIFY_SERVER_CERT=0, MASTER_USE_GTID=slave_pos, MASTER_DEMOTE_TO_SLAVE=1",
                    "START SLAVE");
        }
    }
}
