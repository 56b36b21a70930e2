package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import switchboard.itests.ChecksumRecording.Step;

/** Versions, epochs and checksums of the built product beside those recorded from ProxySQL 2.7.1. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChecksumIT {
    private static final String VALUES = "SELECT name, version, epoch, checksum FROM runtime_checksums_values ORDER BY name";
    private static final List<String> OF_OTHER_BUNDLES = List.of("mysql_group_replication_hostgroups",
            "mysql_galera_hostgroups", "mysql_aws_aurora_hostgroups");

    private final Switchboard switchboard;

    ChecksumIT(Switchboards switchboards) {
        switchboard = switchboards
                .startOwnCopy(SwitchboardConfig.empty().admin("admin_credentials", "\"admin:admin;radmin:radmin\""));
    }

    @Test
    @Order(1) // the recording begins with a start
    void eachStepGivesTheRecordedVersionsAndChecksums() {
        TreeSet<String> missing = new TreeSet<>(OF_OTHER_BUNDLES);
        switchboard.admin("SHOW TABLES").forEach(row -> missing.remove(row.getFirst()));
        Map<String, String> ourAdminVariables = new HashMap<>(); // admin-version is the build's own: one for one
        Map<String, List<String>> before = new HashMap<>();
        long began = Instant.now().getEpochSecond() - 60;
        boolean servers = true;
        for (Step step : ChecksumRecording.steps()) {
            for (String statement : step.statements()) {
                if (missing.stream().anyMatch(statement::contains)) {
                    servers = false; // mysql_servers_v2 cannot be as recorded from here on
                } else {
                    switchboard.admin(statement);
                }
            }
            List<List<String>> values = switchboard.admin(VALUES);
            for (int i = 0; i < step.checksums().size(); i++) {
                List<String> recorded = step.checksums().get(i);
                List<String> ours = values.get(i);
                String what = step.title() + ": " + recorded.getFirst();
                assertEquals(recorded.subList(0, 2), ours.subList(0, 2), what);
                if (recorded.getFirst().equals("admin_variables")) {
                    assertEquals(ourAdminVariables.computeIfAbsent(recorded.get(3), any -> ours.get(3)), ours.get(3),
                            what);
                } else if (servers || !recorded.getFirst().equals("mysql_servers_v2")) {
                    assertEquals(recorded.get(3), ours.get(3), what);
                }
                epoch(before.put(ours.getFirst(), ours), ours, began, what);
            }
            assertEquals(step.checksums().isEmpty() ? 7 : step.checksums().size(), values.size(), step.title());
            step.tables()
                    .forEach((table, rows) -> assertEquals(sorted(rows),
                            sorted(switchboard.admin("SELECT * FROM " + table)),
                            step.title() + ": " + table));
        }
        assertEquals(ourAdminVariables.size(), new TreeSet<>(ourAdminVariables.values()).size());
        checksumCommandsAnswerAsRecorded(missing);
    }

    private static void epoch(List<String> before, List<String> now, long began, String what) {
        long epoch = Long.parseLong(now.get(2));
        assertTrue(epoch >= began && epoch <= Instant.now().getEpochSecond(), what + " epoch " + epoch);
        if (before != null && before.get(1).equals(now.get(1))) {
            assertEquals(before.get(2), now.get(2), what + ": an epoch moves with its version");
        }
    }

    private static List<String> sorted(List<List<String>> rows) {
        return rows.stream().map(row -> String.join("\t", row)).sorted().toList();
    }

    private void checksumCommandsAnswerAsRecorded(TreeSet<String> missing) {
        assertEquals(List.of(List.of("MYSQL SERVERS", "0x32E6EEFB266D4DC1"), List.of("MYSQL SERVERS", "0x00"),
                List.of("MYSQL USERS", "0x667DE1B6217C9FD6"), List.of("MYSQL QUERY RULES", "0x00"),
                List.of("MYSQL REPLICATION HOSTGROUPS", "0x574984AB1B8BA07B")),
                switchboard.admin("checksum memory mysql servers", "checksum disk mysql servers",
                        "checksum memory mysql users", "checksum mem mysql query rules",
                        "checksum mysql replication hostgroups"));
        if (!missing.contains("mysql_group_replication_hostgroups")) {
            assertEquals(List.of(List.of("MYSQL GROUP REPLICATION HOSTGROUPS", "0xB01EDAFB5550C972")),
                    switchboard.admin("checksum memory mysql group replication hostgroups"));
        }
        for (String other : List.of("checksum memory proxysql servers", "checksum admin variables")) {
            assertTrue(Client.run(switchboard.admin(), other).err()
                    .contains("ERROR 1045 (28000) at line 1: ProxySQL Admin Error: near \"checksum\": syntax error"));
        }
    }

    @Test
    @Order(2)
    void globalChecksumMovesWithEachLoadAndOnlyThen() {
        String first = switchboard.adminValue("SELECT GLOBAL_CHECKSUM()");
        assertTrue(Long.parseLong(first) > 0, first);
        assertEquals(first, switchboard.adminValue("SELECT GLOBAL_CHECKSUM()"));
        switchboard.admin("INSERT INTO mysql_users (username, password) VALUES ('edited', 'x')");
        assertEquals(first, switchboard.adminValue("SELECT GLOBAL_CHECKSUM()"), "edited, not loaded");
        switchboard.admin("LOAD MYSQL USERS TO RUNTIME");
        Awaitility.await("loaded").until(() -> !first.equals(switchboard.adminValue("SELECT GLOBAL_CHECKSUM()")));
    }

    @Test
    @Order(3)
    void withoutTheBundleLoadWorksTheColumnIsEmptyAndTheLogWarns() {
        List<String> before = row("mysql_users");
        switchboard.admin("PROXYSQL MODULE STOP checksum");
        try {
            switchboard.admin("LOAD MYSQL USERS TO RUNTIME");
            assertEquals(List.of(next(before.get(1)), ""), List.of(row("mysql_users").get(1),
                    row("mysql_users").get(3)));
            switchboard.awaitLog("MYSQL USERS is loaded without a checksum");
            String error = Client.run(switchboard.admin(), "SELECT GLOBAL_CHECKSUM()").err();
            assertTrue(error.contains("the module checksum is stopped"), error);
            error = Client.run(switchboard.admin(), "CHECKSUM MYSQL USERS").err();
            assertTrue(error.contains("PROXYSQL MODULE START checksum"), error);
        } finally {
            switchboard.admin("PROXYSQL MODULE START checksum");
        }
        switchboard.awaitAdmin(List.of(List.of(next(before.get(1)), before.get(3))), // the version goes on
                "SELECT version, checksum FROM runtime_checksums_values WHERE name = 'mysql_users'");
    }

    @Test
    @Order(4)
    void replacedBundlesGoOnWithVersionsAndEpochs() {
        for (String module : List.of("checksum", "mysql-users", "mysql-servers", "global-variables")) {
            List<List<String>> before = switchboard.admin(VALUES);
            var jar = Workspace.temporaryFolder("jar");
            switchboard.admin("PROXYSQL MODULE REPLACE "
                    + ModuleJar.of(module).version("77.0.0").write(jar.resolve(module + ".jar")));
            switchboard.awaitAdmin(before, VALUES);
            Workspace.delete(jar);
        }
    }

    @Test
    @Order(5)
    void stoppedModuleTakesItsShareAwayAndBringsItBack() {
        List<List<String>> before = switchboard.admin(VALUES);
        String global = switchboard.adminValue("SELECT GLOBAL_CHECKSUM()");
        switchboard.admin("PROXYSQL MODULE STOP mysql-users");
        try {
            switchboard.awaitAdmin(before.stream().filter(row -> !row.getFirst().equals("mysql_users")).toList(),
                    VALUES);
            assertTrue(!global.equals(switchboard.adminValue("SELECT GLOBAL_CHECKSUM()")));
        } finally {
            switchboard.admin("PROXYSQL MODULE START mysql-users");
        }
        switchboard.awaitAdmin(before, VALUES);
        switchboard.awaitAdmin(List.of(List.of(global)), "SELECT GLOBAL_CHECKSUM()");
    }

    private List<String> row(String name) {
        return switchboard.admin(VALUES).stream().filter(row -> row.getFirst().equals(name)).findFirst().orElseThrow();
    }

    private static String next(String version) {
        return Long.toString(Long.parseLong(version) + 1);
    }
}
