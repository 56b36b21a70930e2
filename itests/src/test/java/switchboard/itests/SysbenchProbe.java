package switchboard.itests;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** sysbench with one thread and a fixed seed: how many statements passed, and what they left in the table. */
final class SysbenchProbe implements MatrixProbe {
    @Override
    public Optional<String> missing() {
        return Shell.has("sysbench") ? Optional.empty() : Optional.of("apt-get install sysbench");
    }

    @Override
    public List<String> transcript(Endpoint to, MatrixMode mode, String style, MatrixScript script) {
        sysbench(to, mode, style, "prepare");
        try (Connection connection = to.connect()) {
            List<String> seen = new ArrayList<>(sysbench(to, mode, style, "run").out().lines().map(String::strip)
                    .filter(line -> line.matches("(read|write|other|total|ignored errors|reconnects):.*"))
                    .map(line -> line.replaceFirst("\\(.*", "").strip()).toList());
            if (seen.size() < 6) {
                throw new AssertionError("sysbench says nothing of its statements: " + seen);
            }
            seen.add(Sql.rows(connection, "SELECT COUNT(*), SUM(k), SHA2(GROUP_CONCAT(k, c, pad ORDER BY id), 256) "
                    + "FROM sbtest1").toString());
            return seen;
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        } finally {
            sysbench(to, mode, style, "cleanup");
        }
    }

    private static Shell.Result sysbench(Endpoint to, MatrixMode mode, String style, String verb) {
        return Shell.run(Map.of(), "", List.of("sysbench", "oltp_read_write", "--mysql-host=127.0.0.1",
                "--mysql-port=" + to.port(), "--mysql-user=" + to.user(), "--mysql-password=" + to.password(),
                "--mysql-db=" + to.schema(), "--mysql-ssl=" + (mode == MatrixMode.TLS ? "on" : "off"),
                "--mysql-compression=" + (mode == MatrixMode.COMPRESSED ? "on" : "off"),
                "--db-ps-mode=" + (style.equals("prepared") ? "auto" : "disable"), "--tables=1", "--table-size=200",
                "--threads=1", "--events=100", "--time=0", "--rand-seed=6", verb)).orFail();
    }
}
