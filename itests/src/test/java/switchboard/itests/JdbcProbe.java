package switchboard.itests;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MySQL's and MariaDB's drivers for Java; lines as {@code matrix/probe.py} prints them. */
final class JdbcProbe implements MatrixProbe {
    private final boolean connectorJ;

    /** @param connectorJ MySQL's, otherwise MariaDB's */
    JdbcProbe(boolean connectorJ) {
        this.connectorJ = connectorJ;
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public List<String> transcript(Endpoint to, MatrixMode mode, String style, MatrixScript script) {
        List<String> seen = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url(to, mode, style), to.user(), to.password())) {
            for (String line : script.lines()) {
                String[] parts = line.split("\t");
                if (connectorJ || !fails(parts[0], style)) {
                    run(connection, parts, seen);
                }
            }
            return seen;
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** MariaDB's driver 3.5.6 knows no VECTOR, and after an error behind a procedure's rows it waits for more. */
    private static boolean fails(String label, String style) {
        return label.equals("m_vector.back") || label.equals("fails") && style.equals("prepared");
    }

    private String url(Endpoint to, MatrixMode mode, String style) {
        boolean tls = mode == MatrixMode.TLS;
        String options = "useServerPrepStmts=" + style.equals("prepared") + "&useCompression="
                + (mode == MatrixMode.COMPRESSED)
                + "&allowPublicKeyRetrieval=true&connectTimeout=20000&socketTimeout=60000&sslMode=";
        return connectorJ
                ? "jdbc:mysql://127.0.0.1:" + to.port() + "/" + to.schema() + "?" + options
                        + (tls ? "REQUIRED" : "DISABLED") + "&maxAllowedPacket=" + (64 << 20)
                : "jdbc:mariadb://127.0.0.1:" + to.port() + "/" + to.schema() + "?" + options
                        + (tls ? "trust" : "disable");
    }

    private static void run(Connection connection, String[] parts, List<String> seen) {
        String label = parts[0];
        try (PreparedStatement statement = connection.prepareStatement(parts[1])) {
            for (int i = 2; i < parts.length; i++) {
                bind(statement, i - 1, parts[i]);
            }
            answers(label, statement, statement.execute(), seen);
        } catch (SQLException e) {
            seen.add(label + " error " + e.getErrorCode() + " " + e.getSQLState() + " " + free(e.getMessage()));
        }
    }

    /** MariaDB's driver puts the number of its connection before messages. */
    private static String free(String message) {
        return String.valueOf(message).replaceFirst("^\\(conn=\\d+\\) ", "");
    }

    private static void bind(PreparedStatement statement, int at, String parameter) throws SQLException {
        byte[] content = MatrixScript.content(parameter);
        if (content == null) {
            statement.setObject(at, null);
        } else if (parameter.charAt(0) == 'i') {
            statement.setObject(at, new BigInteger(new String(content, StandardCharsets.UTF_8)));
        } else if (parameter.charAt(0) == 's') {
            statement.setString(at, new String(content, StandardCharsets.UTF_8));
        } else {
            statement.setBytes(at, content);
        }
    }

    private static void answers(String label, Statement statement, boolean first, List<String> seen)
            throws SQLException {
        boolean rows = first;
        while (true) {
            if (rows) {
                try (ResultSet result = statement.getResultSet()) {
                    rows(label, result, seen);
                }
            }
            seen.add(label + " ok affected=" + statement.getUpdateCount());
            for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
                seen.add(
                        label + " warning " + each.getErrorCode() + " " + each.getSQLState() + " " + each.getMessage());
            }
            rows = statement.getMoreResults();
            if (!rows && statement.getUpdateCount() == -1) {
                return;
            }
        }
    }

    private static void rows(String label, ResultSet result, List<String> seen) throws SQLException {
        ResultSetMetaData about = result.getMetaData();
        seen.add(label + " columns" + columns(about));
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                row.add(value(result, i));
            }
            seen.add(label + " row " + String.join(",", row));
        }
    }

    private static String columns(ResultSetMetaData about) throws SQLException {
        StringBuilder columns = new StringBuilder();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.append(' ').append(about.getCatalogName(i)).append('.').append(about.getTableName(i)).append('.')
                    .append(about.getColumnName(i)).append('/').append(about.getColumnLabel(i)).append(':')
                    .append(about.getColumnTypeName(i)).append(':').append(about.getPrecision(i)).append(':')
                    .append(about.getScale(i)).append(':').append(about.isNullable(i)).append(':')
                    .append(about.isAutoIncrement(i)).append(':').append(about.getColumnDisplaySize(i));
        }
        return columns.toString();
    }

    /** Bytes, or as text where the driver gives no bytes. */
    private static String value(ResultSet result, int at) {
        try {
            return MatrixScript.shown(result.getBytes(at));
        } catch (SQLException | RuntimeException noBytes) {
            try {
                return "text:" + result.getString(at);
            } catch (SQLException | RuntimeException e) {
                return "driver:" + free(e.getMessage());
            }
        }
    }
}
