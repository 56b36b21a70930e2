package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigHistory.Difference;
import switchboard.api.config.ConfigHistory.Listing;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.table.Rows;

class LayerDiffTest {
    private static final String SERVERS = "MYSQL SERVERS";
    private static final String USERS = "MYSQL USERS";

    @TempDir
    private Path folder;

    @Test
    void namesWhatWasAddedRemovedAndChanged() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'a'), (1, 'b'), (1, 'c')");
            running.load(SERVERS);
            assertEquals(List.of(), lines(running, SERVERS, Layer.RUNTIME, Layer.MEMORY));
            running.type("DELETE FROM mysql_servers WHERE hostname = 'a'");
            running.type("UPDATE mysql_servers SET weight = 7, comment = 'x' WHERE hostname = 'b'");
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname, weight) VALUES (2, 'd', 3)");
            assertEquals(List.of("REMOVED hostgroup_id=1 hostname=a port=3306  -> null",
                    "CHANGED hostgroup_id=1 hostname=b port=3306 weight 1 -> 7",
                    "CHANGED hostgroup_id=1 hostname=b port=3306 comment  -> x",
                    "ADDED hostgroup_id=2 hostname=d port=3306 null -> weight=3"),
                    lines(running, SERVERS, Layer.RUNTIME, Layer.MEMORY));
            running.save(SERVERS);
            assertEquals(List.of(), lines(running, null, Layer.MEMORY, Layer.DISK));
            assertEquals(4, lines(running, null, Layer.DISK, Layer.RUNTIME).size());
        }
    }

    @Test
    void passwordsNeverComeOut() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.users());
            running.start(FakeModule.variablesModule("ADMIN VARIABLES", "admin-", "admin_variables",
                    Map.of("admin_credentials", "admin:SECRET1", "refresh_interval", "2000")));
            running.type("INSERT INTO mysql_users(username, password, attributes) VALUES ('bob', 'SECRET2',"
                    + " '{\"additional_password\": \"SECRET3\"}')");
            running.load(USERS);
            running.type("UPDATE mysql_users SET password = 'SECRET4', default_hostgroup = 3");
            running.type("UPDATE global_variables SET variable_value = 'admin:SECRET5'"
                    + " WHERE variable_name = 'admin-admin_credentials'");
            String text = lines(running, null, Layer.RUNTIME, Layer.MEMORY).toString()
                    + lines(running, null, Layer.MEMORY, Layer.DISK) + lines(running, null, Layer.DISK, Layer.MEMORY)
                    + running.history.version(running.history.versions(USERS).getFirst().number()).lines();
            assertFalse(text.contains("SECRET"), text);
            assertEquals(List.of("CHANGED variable_name=admin-admin_credentials variable_value *** -> ***",
                    "CHANGED username=bob backend=1 password *** -> ***",
                    "CHANGED username=bob backend=1 default_hostgroup 0 -> 3"),
                    lines(running, null, Layer.RUNTIME, Layer.MEMORY));
        }
    }

    @Test
    void bothSidesOfARunningAccountAreOneAndRowsThatAreOffAreNoDifference() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            FakeModule users = running.start(FakeModule.users());
            running.type("INSERT INTO mysql_users(username, password, active) VALUES ('bob', 'x', 1), ('off', 'x', 0)");
            running.load(USERS);
            Rows main = users.running().get("mysql_users");
            List<String> columns = main.columns();
            String[] bob = main.values().getFirst();
            users.run("mysql_users", sided(bob, columns, "0", "1"), sided(bob, columns, "1", "0"));
            assertEquals(List.of(), lines(running, USERS, Layer.RUNTIME, Layer.MEMORY));
            assertEquals(List.of(), lines(running, USERS, Layer.MEMORY, Layer.RUNTIME));
            users.run("mysql_users", sided(bob, columns, "0", "1"));
            assertEquals(2, lines(running, USERS, Layer.MEMORY, Layer.RUNTIME).size(), "the backend's side is missing");
        }
    }

    @Test
    void unknownModuleAndMissingConfigFileAreRefused() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            assertEquals("There is no module NONSENSE",
                    assertThrows(ConfigRefusedException.class,
                            () -> running.history.differences("NONSENSE", Layer.DISK, Layer.MEMORY)).getMessage());
            assertEquals("Config file unknown", assertThrows(ConfigRefusedException.class,
                    () -> running.history.differences(null, Layer.CONFIG_FILE, Layer.MEMORY)).getMessage());
        }
    }

    @Test
    void listEndsWhereNobodyReadsOn() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) SELECT X, 'a' FROM SYSTEM_RANGE(1, 10001)");
            Listing<Difference> listing = running.history.differences(null, Layer.RUNTIME, Layer.MEMORY);
            assertEquals(10_000, listing.lines().size());
            assertEquals(1, listing.omitted());
        }
    }

    /** A row of FakeModule.run: values joined, NULL as the empty text that runtime shows. */
    private static String sided(String[] row, List<String> columns, String backend, String frontend) {
        String[] copy = row.clone();
        copy[columns.indexOf("backend")] = backend;
        copy[columns.indexOf("frontend")] = frontend;
        for (int i = 0; i < copy.length; i++) {
            copy[i] = copy[i] == null ? "" : copy[i];
        }
        return String.join("|", copy);
    }

    private static List<String> lines(RunningStore running, String module, Layer from, Layer to)
            throws ConfigRefusedException {
        return running.history.differences(module, from, to).lines().stream()
                .map(line -> line.change() + " " + line.key() + " "
                        + (line.column().isEmpty() ? "" : line.column() + " ") + line.from() + " -> " + line.to())
                .toList();
    }
}
