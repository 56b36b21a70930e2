package switchboard.itests;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What applications do with MySQL's and MariaDB's drivers for Java beyond statements and rows, and what they see. */
final class JdbcHabits {
    /** One thing that is done; connections are its own. */
    interface Habit {
        void run(Endpoint to, Transcript seen) throws SQLException;
    }

    private JdbcHabits() {
    }

    /** By name, in the order in which they are run. */
    static Map<String, Habit> of(MatrixServer.Brand brand) {
        Map<String, Habit> all = new LinkedHashMap<>();
        all.putAll(JdbcCursorHabits.all());
        all.putAll(JdbcBatchHabits.all());
        all.putAll(JdbcSessionHabits.all());
        all.putAll(brand == MatrixServer.Brand.MYSQL ? JdbcAttributeHabits.all() : JdbcBulkHabits.all());
        return all;
    }

    /** Tables that the habits need; on the server itself. */
    static void prepare(Connection connection, MatrixServer.Brand brand) throws SQLException {
        Sql.run(connection, "CREATE TABLE h_rows (id INT PRIMARY KEY, v VARCHAR(100))",
                "INSERT INTO h_rows SELECT a.n * 100 + b.n * 10 + c.n, CONCAT('row ', a.n, b.n, c.n) FROM "
                        + digits("a") + ", " + digits("b") + ", " + digits("c"),
                "CREATE TABLE h_batch (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(100) DEFAULT 'none')",
                "CREATE PROCEDURE h_out (IN a INT, OUT b INT, INOUT c VARCHAR(20)) BEGIN SELECT a AS x; "
                        + "SET b = a * 2, c = CONCAT(c, '!'); SELECT b AS y; END");
        if (brand == MatrixServer.Brand.MYSQL) {
            Sql.run(connection, "INSTALL COMPONENT 'file://component_query_attributes'");
        }
    }

    private static String digits(String name) {
        return "(SELECT 0 AS n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 "
                + "UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) AS " + name;
    }

    static List<String> transcript(Endpoint to, String name, Habit habit) {
        Transcript seen = new Transcript(name);
        try {
            habit.run(to, seen);
        } catch (SQLException e) {
            seen.error(e);
        }
        return new ArrayList<>(seen.lines());
    }
}
