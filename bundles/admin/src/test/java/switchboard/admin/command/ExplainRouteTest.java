package switchboard.admin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.query.RouteStep;

class ExplainRouteTest {
    @TempDir
    private Path folder;
    private AdminFixture admin;

    @BeforeEach
    void start() throws Exception {
        admin = new AdminFixture(folder);
        admin.services.routeExplainer = question -> List.of(new RouteStep("asked", question.sql(), question.user() + "/"
                + question.schema(),
                question.clientAddress() + " " + question.proxyAddress() + " "
                        + question.proxyPort()));
    }

    @AfterEach
    void stop() throws Exception {
        admin.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "EXPLAIN ROUTE FOR 'SELECT 1' | (asked, SELECT 1, /,   0)",
            "explain  route for \"SELECT 1\" user app schema shop from 10.0.0.7; | (asked, SELECT 1, app/shop, 10.0.0.7  0)",
            "EXPLAIN ROUTE FOR 'SELECT ''a  b''; DO 1' FROM '10.0.0.7' USER `my app` | (asked, SELECT 'a  b'; DO 1, "
                    + "my app/, 10.0.0.7  0)",
            "EXPLAIN ROUTE FOR 'SELECT \\'a\\'' USER 'app' TO '::1:6033' | (asked, SELECT 'a', app/,  ::1 6033)"})
    void asksWithAllThatIsNamed(String statement, String row) throws Exception {
        assertEquals("[step, item, result, reason] " + row, admin.type("admin", statement));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXPLAIN ROUTE", "EXPLAIN ROUTE FOR", "EXPLAIN ROUTE FOR SELECT 1",
            "EXPLAIN ROUTE FOR 'x' USER",
            "EXPLAIN ROUTE FOR 'x' USER a USER b", "EXPLAIN ROUTE FOR 'x' WHERE a",
            "EXPLAIN ROUTE FOR 'x' TO '10.0.0.7'"})
    void saysWhatIsExpected(String statement) throws Exception {
        String answer = admin.type("admin", statement);
        assertTrue(answer.startsWith("ERR 1045 28000 ") && answer.contains("write EXPLAIN ROUTE FOR '<sql>'"), answer);
    }

    @Test
    void withoutTheProxyItSaysWhatToStart() throws Exception {
        admin.services.routeExplainer = null;
        assertEquals("ERR 1045 28000 ProxySQL Admin Error: the module mysql-proxy is stopped; start it with PROXYSQL "
                + "MODULE START mysql-proxy", admin.type("admin", "EXPLAIN ROUTE FOR 'SELECT 1'"));
    }

    @Test
    void isForAdministratorsOnly() throws Exception {
        String answer = admin.type("stats", "EXPLAIN ROUTE FOR 'SELECT 1'");
        assertTrue(answer.startsWith("ERR 1045 28000 ProxySQL Admin Error: "), answer);
    }
}
