package switchboard.itests;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A client of a node's admin port that keeps its connection, and makes another one when it has lost it. One thread. */
final class NodeClient implements AutoCloseable {
    private static final String OPTIONS = "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=1000"
            + "&socketTimeout=8000&connectionCollation=utf8mb4_general_ci";

    private final String url;
    private final String user;
    private final String password;
    private Connection connection;

    /** @param credentials user:password */
    NodeClient(String host, int port, String credentials) {
        url = "jdbc:mysql://" + host + ":" + port + "/" + OPTIONS;
        int colon = credentials.indexOf(':');
        user = credentials.substring(0, colon);
        password = credentials.substring(colon + 1);
    }

    /** @throws SQLException the node's error, or there is no answer within 8 s */
    void run(String... statements) throws SQLException {
        try (Statement statement = statement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException failed) {
            closeIfBroken();
            throw failed;
        }
    }

    List<List<String>> rows(String query) throws SQLException {
        try (Statement statement = statement(); ResultSet result = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException failed) {
            closeIfBroken();
            throw failed;
        }
    }

    /** Rows; none if the node does not answer. */
    List<List<String>> rowsOrNone(String query) {
        try {
            return rows(query);
        } catch (SQLException none) {
            return List.of();
        }
    }

    private Statement statement() throws SQLException {
        if (connection == null) {
            connection = DriverManager.getConnection(url, user, password);
        }
        return connection.createStatement();
    }

    private void closeIfBroken() throws SQLException {
        if (connection != null && connection.isClosed()) {
            connection = null;
        }
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }
}
