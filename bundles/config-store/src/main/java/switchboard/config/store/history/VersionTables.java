package switchboard.config.store.history;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import switchboard.api.config.ConfigHistory.Version;
import switchboard.api.config.Origin;

/**
 * The versions in the file's schema {@code store}. Bytes stand in a table of parts, not in a LOB: H2 frees those late.
 */
final class VersionTables {
    private static final int PART_BYTES = 256 << 10;
    private static final String COLUMNS = "\"number\", \"module\", \"at\", \"user\", \"address\", \"checksum\","
            + " \"rows\", \"changed\", \"remark\"";

    /** @param base the version whose rows are all there, on which this one's change builds; itself if it is whole */
    record Kept(Version version, long base, long bytes, String fingerprint) {
    }

    private final Connection connection;

    VersionTables(Connection connection) {
        this.connection = connection;
    }

    void create() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS \"store\".\"versions\"(\"number\" BIGINT PRIMARY KEY,"
                    + " \"module\" VARCHAR NOT NULL, \"at\" BIGINT NOT NULL, \"user\" VARCHAR NOT NULL,"
                    + " \"address\" VARCHAR NOT NULL, \"checksum\" VARCHAR NOT NULL, \"rows\" BIGINT NOT NULL,"
                    + " \"changed\" BIGINT NOT NULL, \"remark\" VARCHAR NOT NULL, \"base\" BIGINT NOT NULL,"
                    + " \"bytes\" BIGINT NOT NULL, \"fingerprint\" VARCHAR NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS \"store\".\"version_parts\"(\"number\" BIGINT,"
                    + " \"part\" INT, \"content\" VARBINARY(" + PART_BYTES + ") NOT NULL,"
                    + " PRIMARY KEY(\"number\", \"part\"))");
        }
    }

    /** All versions of a module, or of all for null, oldest first. */
    List<Kept> list(String module) throws SQLException {
        String sql = "SELECT " + COLUMNS + ", \"base\", \"bytes\", \"fingerprint\" FROM \"store\".\"versions\""
                + (module == null ? "" : " WHERE \"module\" = ?") + " ORDER BY \"number\"";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (module != null) {
                statement.setString(1, module);
            }
            List<Kept> found = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    Version version = new Version(result.getLong(1), result.getString(2),
                            Instant.ofEpochMilli(result.getLong(3)),
                            new Origin(result.getString(4), result.getString(5)), result.getString(6),
                            result.getLong(7), result.getLong(8), result.getString(9));
                    found.add(new Kept(version, result.getLong(10), result.getLong(11), result.getString(12)));
                }
            }
            return found;
        }
    }

    void insert(Kept kept, byte[] content) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO \"store\".\"versions\"(" + COLUMNS
                + ", \"base\", \"bytes\", \"fingerprint\") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            Version version = kept.version();
            statement.setLong(1, version.number());
            statement.setString(2, version.module());
            statement.setLong(3, version.at().toEpochMilli());
            statement.setString(4, version.origin().user());
            statement.setString(5, version.origin().address());
            statement.setString(6, version.checksum());
            statement.setLong(7, version.rows());
            statement.setLong(8, version.changedRows());
            statement.setString(9, version.remark());
            statement.setLong(10, kept.base());
            statement.setLong(11, kept.bytes());
            statement.setString(12, kept.fingerprint());
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection
                .prepareStatement("INSERT INTO \"store\".\"version_parts\" VALUES (?, ?, ?)")) {
            for (int part = 0; part * PART_BYTES < content.length; part++) {
                int begin = part * PART_BYTES;
                statement.setLong(1, kept.version().number());
                statement.setInt(2, part);
                statement.setBytes(3,
                        Arrays.copyOfRange(content, begin, Math.min(content.length, begin + PART_BYTES)));
                statement.executeUpdate();
            }
        }
    }

    /** Removes versions. */
    void delete(List<Long> numbers) throws SQLException {
        for (String table : new String[]{"versions", "version_parts"}) {
            try (PreparedStatement statement = connection
                    .prepareStatement("DELETE FROM \"store\".\"" + table + "\" WHERE \"number\" = ?")) {
                for (long number : numbers) {
                    statement.setLong(1, number);
                    statement.executeUpdate();
                }
            }
        }
    }

    /** The bytes of a module's versions from {@code base} to {@code last}, in their order. */
    List<byte[]> contents(String module, long base, long last) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT p.\"number\", p.\"content\" FROM"
                + " \"store\".\"versions\" v JOIN \"store\".\"version_parts\" p ON p.\"number\" = v.\"number\""
                + " WHERE v.\"module\" = ? AND v.\"number\" BETWEEN ? AND ? ORDER BY p.\"number\", p.\"part\"")) {
            statement.setString(1, module);
            statement.setLong(2, base);
            statement.setLong(3, last);
            Map<Long, ByteArrayOutputStream> found = new TreeMap<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    found.computeIfAbsent(result.getLong(1), number -> new ByteArrayOutputStream())
                            .writeBytes(result.getBytes(2));
                }
            }
            return found.values().stream().map(ByteArrayOutputStream::toByteArray).toList();
        }
    }
}
