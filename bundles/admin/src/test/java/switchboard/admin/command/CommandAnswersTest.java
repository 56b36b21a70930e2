package switchboard.admin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import switchboard.api.admin.AdminAction;
import switchboard.mysql.protocol.Command;

/** Each statement of {@code commands.tsv} on the real tables and the real engine, in the order of the file. */
class CommandAnswersTest {
    @TempDir
    private Path folder;
    private AdminFixture admin;

    @BeforeEach
    void start() throws Exception {
        admin = new AdminFixture(folder);
    }

    @AfterEach
    void stop() throws Exception {
        admin.close();
    }

    /** An answer that ends in "..." needs to begin so. */
    @Test
    void everyCommandAnswersAsTheTableSays() throws IOException {
        List<Executable> lines = new ArrayList<>();
        for (String[] line : table()) {
            String statement = line[1].replace("{folder}", folder.toString());
            String expected = line[2].replace("{folder}", folder.toString());
            String actual = admin.type(line[0], statement).replace("\n", "\\n");
            lines.add(() -> {
                if (expected.endsWith("...")) {
                    String begin = expected.substring(0, expected.length() - 3);
                    assertTrue(actual.startsWith(begin), () -> statement + ": " + actual);
                } else {
                    assertEquals(expected, actual, statement);
                }
            });
        }
        assertTrue(lines.size() > 150, () -> "only " + lines.size() + " lines were read");
        org.junit.jupiter.api.Assertions.assertAll(lines);
    }

    private static List<String[]> table() throws IOException {
        List<String[]> lines = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                CommandAnswersTest.class.getResourceAsStream("/switchboard/admin/commands.tsv"),
                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] cells = line.split("\t", -1);
                    assertEquals(3, cells.length, line);
                    lines.add(cells);
                }
            }
        }
        return lines;
    }

    @Test
    void shutdownsGetNoAnswer() throws IOException {
        assertEquals("", admin.type("admin", "PROXYSQL SHUTDOWN"));
        assertEquals("", admin.type("admin", "proxysql kill;"));
        assertEquals("", admin.type("admin", "PROXYSQL SHUTDOWN SLOW"));
        assertEquals(List.of("shutdown at once", "shutdown at once", "shutdown in order"), admin.services.events);
    }

    @Test
    void aCommandThatABundleBringsIsFoundWithoutAChangeHere() throws IOException {
        assertTrue(admin.type("admin", "PROXYSQL FLUSH QUERY CACHE").startsWith("ERR 1045 28000 "));
        admin.services.actions.add(new AdminAction() {
            @Override
            public String command() {
                return "PROXYSQL FLUSH QUERY CACHE";
            }

            @Override
            public Outcome run() {
                return new Outcome(7, "flushed");
            }
        });
        assertEquals("OK 7 flushed", admin.type("admin", "proxysql  flush query cache;"));
        assertTrue(admin.type("stats", "PROXYSQL FLUSH QUERY CACHE").endsWith("near \"PROXYSQL\": syntax error"));
    }

    @Test
    void otherCommandsOfTheProtocolAnswerAsProxySqls() throws IOException {
        assertEquals("OK 0", admin.send("admin", Command.COM_PING, ""));
        assertEquals("OK 0", admin.send("admin", Command.COM_INIT_DB, "no_such_schema"));
        assertTrue(admin.send("admin", Command.COM_STATISTICS, "").startsWith("TEXT "));
        assertEquals("EOF", admin.send("admin", Command.COM_SET_OPTION, "\0\0"));
        assertEquals("ERR 1045 28000 Command not supported", admin.send("admin", Command.COM_FIELD_LIST, "t\0"));
        assertEquals("ERR 1045 28000 Command not supported", admin.send("admin", Command.COM_STMT_PREPARE, "SELECT 1"));
        assertEquals("ERR 1045 28000 Command not supported", admin.send("admin", Command.COM_CHANGE_USER, "x"));
        assertEquals("ERR 9003 28000 Command not supported", admin.send("admin", Command.COM_PROCESS_KILL, "\1\0\0\0"));
        assertEquals(
                "ERR 1047 28000 Received unsupported 'COM_RESET_CONNECTION' for session type 'PROXYSQL_SESSION_ADMIN'",
                admin.send("admin", Command.COM_RESET_CONNECTION, ""));
        assertEquals("", admin.send("admin", 0x7F, ""));
        assertTrue(admin.isClosed("admin"), "an unknown command ends the connection");
    }

    @Test
    void warningsBelongToTheSessionWhoseLoadWasRefusedRows() throws IOException {
        admin.type("admin", "INSERT INTO mysql_servers VALUES (9, 'refused', 1)");
        assertEquals("OK 0 1 row was not taken: see SHOW WARNINGS", admin.type("admin", "LOAD MYSQL SERVERS TO RUN"));
        assertEquals("[Level, Code, Message] (Warning, 1105, mysql_servers (9, refused, 1): refused for the test)",
                admin.type("admin", "SHOW WARNINGS"));
        assertEquals("[Level, Code, Message]", admin.type("root", "SHOW WARNINGS"));
        admin.type("admin", "DELETE FROM mysql_servers WHERE hostgroup_id = 9");
        admin.type("admin", "LOAD MYSQL SERVERS TO RUNTIME");
        assertEquals("[@@session.warning_count] (0)", admin.type("admin", "SHOW COUNT(*) WARNINGS"));
    }

    @Test
    void aStatisticsLoginGetsNoPasswords() throws IOException {
        for (String statement : List.of("SELECT CONFIG FILE", "SELECT CONFIG INTO OUTFILE " + folder.resolve("x"),
                "SELECT * FROM mysql_users", "SELECT * FROM main.mysql_users", "SELECT * FROM disk.mysql_users",
                "SHOW MYSQL USERS")) {
            String answer = admin.type("stats", statement);
            assertTrue(answer.startsWith("ERR 1045 28000 ProxySQL Admin Error: "), () -> statement + ": " + answer);
        }
    }
}
