package switchboard.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs of table scheduler: a checker of servers, and programs that behave badly. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchedulerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String LOAD = "LOAD SCHEDULER TO RUNTIME";
    /** As checkers for Galera did it before there was mysql_galera_hostgroups: $1 client, $2 admin port, $3 folder. */
    private static final String CHECKER = """
            #!/bin/sh
            echo run >> "$3/runs"
            status=ONLINE
            [ -e "$3/sick" ] && status=OFFLINE_SOFT
            "$1" --no-defaults --skip-ssl --protocol=tcp --host=127.0.0.1 --port="$2" --user=admin --password=admin <<SQL
            UPDATE mysql_servers SET status='$status' WHERE hostname='db7';
            LOAD MYSQL SERVERS TO RUNTIME;
            SQL
            """;

    private final Path folder = Workspace.temporaryFolder("scheduler");
    private final Switchboard switchboard;

    SchedulerIT(Switchboards switchboards) {
        switchboard = switchboards.startOwnCopy(SwitchboardConfig.empty());
    }

    @BeforeEach
    void nothingScheduled() {
        switchboard.admin("DELETE FROM scheduler", LOAD);
    }

    @AfterAll
    void deleteFiles() {
        Workspace.delete(folder);
    }

    private void schedule(int intervalMs, String filename, String... arguments) {
        StringBuilder columns = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < arguments.length; i++) {
            columns.append(", arg").append(i + 1);
            values.append(", '").append(arguments[i]).append('\'');
        }
        switchboard.admin("INSERT INTO scheduler (interval_ms, filename" + columns + ") VALUES (" + intervalMs + ", '"
                + filename + "'" + values + ")", LOAD);
    }

    private long runs() throws IOException {
        Path file = folder.resolve("runs");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private String status() {
        return switchboard.adminValue("SELECT status FROM runtime_mysql_servers WHERE hostname = 'db7'");
    }

    @Test
    void scriptThatEditsMysqlServersAndLoadsThemWorksAsAChecker() throws IOException {
        Path checker = Files.writeString(folder.resolve("checker"), CHECKER);
        Files.setPosixFilePermissions(checker, PosixFilePermissions.fromString("rwxr-xr-x"));
        switchboard.admin("INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (70, 'db7', 3306)",
                "LOAD MYSQL SERVERS TO RUNTIME");
        schedule(200, checker.toString(), MariaDbBinary.home().resolve("bin/mariadb").toString(),
                Integer.toString(switchboard.admin().port()), folder.toString());
        await().atMost(PATIENCE).until(() -> runs() > 1);
        assertEquals("ONLINE", status());
        Path sick = Files.createFile(folder.resolve("sick"));
        await().atMost(PATIENCE).until(() -> status().equals("OFFLINE_SOFT"));
        Files.delete(sick);
        await().atMost(PATIENCE).until(() -> status().equals("ONLINE"));
    }

    @Test
    void programsThatHangFailOrFloodHarmNobodyAndAreReported() {
        schedule(100, "/bin/sh", "-c", "exit 7");
        schedule(100, "/bin/sleep", "987");
        schedule(300, "/bin/sh", "-c", "timeout 1 yes; exit 0");
        schedule(100, "/nowhere/checker");
        switchboard.awaitLog("exited with status 7");
        switchboard.awaitLog("16 runs of it have not ended");
        switchboard.awaitLog("too much output");
        switchboard.awaitLog("unable to run");
        assertEquals("1", switchboard.adminValue("SELECT 1"));
        assertEquals(16, sleepers());
        switchboard.admin("DELETE FROM scheduler", LOAD);
        switchboard.admin("PROXYSQL MODULE STOP scheduler");
        await("no orphans").atMost(PATIENCE).until(() -> sleepers() == 0);
        switchboard.admin("PROXYSQL MODULE START scheduler");
        assertEquals(List.of(), switchboard.admin("SELECT * FROM runtime_scheduler"));
    }

    @Test
    void replacedModuleGoesOnAndStartsNothingTwice() throws IOException {
        schedule(1_000, "/bin/sh", "-c", "echo run >> " + folder + "/beats");
        Path beats = folder.resolve("beats");
        await().atMost(PATIENCE).until(() -> Files.exists(beats));
        long began = System.nanoTime();
        int before = Files.readAllLines(beats).size();
        Path jar = ModuleJar.of("scheduler").version("88.0.0").write(folder.resolve("scheduler.jar"));
        switchboard.admin("PROXYSQL MODULE REPLACE " + jar);
        await().atMost(PATIENCE).until(() -> Files.readAllLines(beats).size() >= before + 5);
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        assertTrue(seconds >= 4, "five runs within " + seconds + " s, one each second");
    }

    private long sleepers() {
        return switchboard.process().descendants().map(ProcessHandle::info)
                .filter(info -> info.command().orElse("").endsWith("sleep")).count();
    }
}
