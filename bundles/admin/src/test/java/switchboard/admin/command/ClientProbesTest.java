package switchboard.admin.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements that clients send by themselves: an error at any of them would stop the client. */
class ClientProbesTest {
    private static final String CLIENT = "# client ";

    @TempDir
    private Path folder;
    private AdminFixture admin;

    @BeforeEach
    void start() throws Exception {
        admin = new AdminFixture(folder);
        admin.show("stats_mysql_processlist",
                "ThreadID INT , SessionID INT , user VARCHAR , db VARCHAR , hostgroup INT , "
                        + "command VARCHAR , time_ms INT , info VARCHAR",
                new Object[]{0, 1, "app", "", 10, "Sleep", 5, null});
    }

    @AfterEach
    void stop() throws Exception {
        admin.close();
    }

    @Test
    void noneIsAnsweredWithAnError() throws IOException {
        List<Executable> checks = new ArrayList<>();
        String client = "";
        int clients = 0;
        for (String line : lines()) {
            if (line.startsWith(CLIENT)) {
                client = line.substring(CLIENT.length());
                clients++;
            } else if (!line.startsWith("#") && !line.isBlank()) {
                String answer = admin.type("admin", line);
                String who = client;
                checks.add(() -> assertFalse(answer.startsWith("ERR") || answer.isEmpty(),
                        () -> who + ": " + line + ": " + answer));
            }
        }
        assertEquals(9, clients);
        assertTrue(checks.size() > 150, () -> checks.size() + " statements read");
        assertAll(checks);
    }

    private static List<String> lines() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                ClientProbesTest.class.getResourceAsStream("/switchboard/admin/client-probes.sql"),
                StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }

    /** Answers that clients build on: an empty one would stop them too. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "SELECT CONNECTION_ID(), VERSION(); | [CONNECTION_ID(), VERSION()] (0, 9.9.9-test)",
            "SELECT @@version, @@version_comment | [@@version, @@version_comment] (9.9.9-test, (ProxySQL Admin Module))",
            "/* ApplicationName=DBeaver */ SELECT DATABASE() | [DATABASE()] (admin)",
            "/* a *//* b */ SHOW GLOBAL VARIABLES LIKE 'version' | [Variable_name, Value] (version, 9.9.9-test)",
            "SHOW SESSION VARIABLES LIKE 'version' | [Variable_name, Value] (version, 9.9.9-test)",
            "SHOW SESSION VARIABLES LIKE 'lower_case_table_names' | [Variable_name, Value] (lower_case_table_names, 0)",
            "SHOW /*!50002 GLOBAL */ STATUS | [Variable_name, Value] (Questions, 42)",
            "SHOW GLOBAL STATUS LIKE 'quest%' | [Variable_name, Value] (Questions, 42)"})
    void tellsWhatTheClientBuildsOn(String statement, String answer) throws IOException {
        assertEquals(answer, admin.type("admin", statement));
    }

    /** MySQL's own comments that hold a statement are no comments. */
    @Test
    void aCommentBeforeACommandIsNoPartOfIt() throws IOException {
        assertEquals("OK 0", admin.type("admin", "/* by a script */ PROXYSQL READONLY"));
        assertEquals("OK 0", admin.type("admin", "/* by a script */ PROXYSQL READWRITE"));
        assertEquals("OK 0", admin.type("admin", "/*!40101 SET NAMES utf8 */"));
    }
}
