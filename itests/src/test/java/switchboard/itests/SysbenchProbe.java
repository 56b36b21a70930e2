package switchboard.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * sysbench with one thread: how many statements passed, and the table that they left. The values themselves are random in
 * spite of a fixed seed, so only their shape is compared.
 */
final class SysbenchProbe implements MatrixProbe {
    private static final String LEFT = "SELECT COUNT(*), MIN(id), MAX(id), SUM(k BETWEEN 1 AND 200), "
            + "SUM(c RLIKE '^([0-9]{11}-){9}[0-9]{11}$'), SUM(pad RLIKE '^([0-9]{11}-){4}[0-9]{11}$') FROM sbtest1";

    @Override
    public Optional<String> missing() {
        return Shell.has("sysbench") ? Optional.empty() : Optional.of("apt-get install sysbench");
    }

    @Override
    public List<String> transcript(Endpoint to, MatrixMode mode, String style, MatrixScript script) {
        Path folder = Workspace.temporaryFolder("sysbench");
        try (Connection connection = to.connect()) {
            certificates(connection, folder);
            sysbench(to, mode, style, folder, "prepare");
            List<String> seen = new ArrayList<>(
                    sysbench(to, mode, style, folder, "run").out().lines().map(String::strip)
                            .filter(line -> line.matches("(read|write|other|total|ignored errors|reconnects):.*"))
                            .map(line -> line.replaceFirst("\\(.*", "").strip()).toList());
            if (seen.size() < 6) {
                throw new AssertionError("sysbench says nothing of its statements: " + seen);
            }
            seen.add(Sql.rows(connection, LEFT).toString());
            sysbench(to, mode, style, folder, "cleanup");
            return seen;
        } catch (SQLException | IOException e) {
            throw new AssertionError(e.getMessage(), e);
        } finally {
            Workspace.delete(folder);
        }
    }

    /** Of the server; sysbench wants them under these names where it is started. */
    private static void certificates(Connection connection, Path folder) throws SQLException, IOException {
        Path ca = Path.of(Sql.value(connection,
                "SELECT IF(LEFT(@@ssl_ca, 1) = '/', @@ssl_ca, CONCAT(@@datadir, @@ssl_ca))"));
        Files.copy(ca, folder.resolve("cacert.pem"));
        Files.copy(ca.resolveSibling("client-cert.pem"), folder.resolve("client-cert.pem"));
        Files.copy(ca.resolveSibling("client-key.pem"), folder.resolve("client-key.pem"));
    }

    private static Shell.Result sysbench(Endpoint to, MatrixMode mode, String style, Path folder, String verb) {
        return Shell.run(Map.of(), "", List.of("bash", "-c", "cd \"$0\" && exec \"$@\"", folder.toString(), "sysbench",
                "oltp_read_write", "--mysql-host=127.0.0.1",
                "--mysql-port=" + to.port(), "--mysql-user=" + to.user(), "--mysql-password=" + to.password(),
                "--mysql-db=" + to.schema(), "--mysql-ssl=" + (mode == MatrixMode.TLS ? "on" : "off"),
                "--mysql-compression=" + (mode == MatrixMode.COMPRESSED ? "on" : "off"),
                "--db-ps-mode=" + (style.equals("prepared") ? "auto" : "disable"), "--tables=1", "--table-size=200",
                "--threads=1", "--events=100", "--time=0", "--rand-seed=6", verb)).orFail();
    }
}
