package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What JDBC drivers tell DBeaver, DataGrip and others of the admin port's tables. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriverMetadataIT {
    /** The drivers, and the way in which the first asks older servers. */
    enum Driver {
        CONNECTOR_J, CONNECTOR_J_WITH_SHOW, MARIADB;

        Connection connect(Endpoint to) throws SQLException {
            return switch (this) {
                case CONNECTOR_J -> to.connect();
                case CONNECTOR_J_WITH_SHOW -> to.connectorJ("useInformationSchema=false");
                case MARIADB -> to.mariaDbConnectorJ("");
            };
        }
    }

    private interface Question {
        ResultSet of(DatabaseMetaData metadata) throws SQLException;
    }

    private final Switchboard switchboard;

    DriverMetadataIT(Switchboards switchboards) {
        switchboard = switchboards.start(SwitchboardConfig.empty());
    }

    /** Some columns of all rows. */
    private List<List<String>> ask(Driver driver, Question question, String... columns) throws SQLException {
        try (Connection connection = driver.connect(switchboard.admin());
                ResultSet result = question.of(connection.getMetaData())) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (String column : columns) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    @ParameterizedTest
    @EnumSource
    void productAndTypesAreTold(Driver driver) throws SQLException {
        try (Connection connection = driver.connect(switchboard.admin())) {
            DatabaseMetaData metadata = connection.getMetaData();
            assertTrue(metadata.getDatabaseProductVersion().startsWith("8.0."), metadata.getDatabaseProductVersion());
            assertEquals("`", metadata.getIdentifierQuoteString());
        }
        assertTrue(ask(driver, DatabaseMetaData::getTypeInfo, "TYPE_NAME").contains(List.of("VARCHAR")));
        assertTrue(ask(driver, DatabaseMetaData::getTableTypes, "TABLE_TYPE").contains(List.of("TABLE")));
        assertEquals(List.of(), ask(driver, DatabaseMetaData::getSchemas, "TABLE_SCHEM"), "they are catalogs");
    }

    @ParameterizedTest
    @EnumSource
    void schemasAreItsCatalogs(Driver driver) throws SQLException {
        assertEquals(List.of("disk", "main", "monitor", "stats", "stats_history"),
                ask(driver, DatabaseMetaData::getCatalogs, "TABLE_CAT").stream().map(List::getFirst).sorted().toList());
    }

    @ParameterizedTest
    @EnumSource
    void tablesAreListedByPatternAndType(Driver driver) throws SQLException {
        assertEquals(List.of(List.of("main", "mysql_servers", "TABLE"),
                List.of("main", "mysql_servers_ssl_params", "TABLE")),
                ask(driver, metadata -> metadata.getTables("main", null, "mysql_serv%", null), "TABLE_CAT",
                        "TABLE_NAME", "TABLE_TYPE"));
        assertEquals(List.of(List.of("disk", "mysql_users")),
                ask(driver, metadata -> metadata.getTables("disk", null, "mysql_users", new String[]{"TABLE"}),
                        "TABLE_CAT", "TABLE_NAME"));
        assertEquals(switchboard.admin("SHOW TABLES"), ask(driver,
                metadata -> metadata.getTables("main", null, "%", new String[]{"TABLE", "VIEW"}), "TABLE_NAME"));
        assertEquals(List.of(), ask(driver,
                metadata -> metadata.getTables("main", null, "%", new String[]{"VIEW"}), "TABLE_NAME"));
    }

    @ParameterizedTest
    @EnumSource
    void columnsHaveTheirTypes(Driver driver) throws SQLException {
        String integer = Integer.toString(Types.INTEGER);
        String text = Integer.toString(Types.VARCHAR);
        List<List<String>> columns = ask(driver, metadata -> metadata.getColumns("main", null, "mysql_servers", "%"),
                "TABLE_CAT", "TABLE_NAME", "COLUMN_NAME", "DATA_TYPE", "ORDINAL_POSITION", "IS_NULLABLE");
        assertEquals(12, columns.size());
        assertEquals(List.of("main", "mysql_servers", "hostgroup_id", integer, "1", "NO"), columns.get(0));
        assertEquals(List.of("main", "mysql_servers", "hostname", text, "2", "NO"), columns.get(1));
        assertEquals(List.of(List.of("rule_id", "NO")), ask(driver,
                metadata -> metadata.getColumns("main", null, "mysql_query_rules", "rule%"), "COLUMN_NAME",
                "IS_NULLABLE"));
        for (String number : List.of("COLUMN_SIZE", "DECIMAL_DIGITS", "NULLABLE", "CHAR_OCTET_LENGTH")) {
            try (Connection connection = driver.connect(switchboard.admin());
                    ResultSet result = connection.getMetaData().getColumns("stats", null, "%", "%")) {
                assertTrue(result.next());
                assertTrue(result.getInt(number) >= 0, number);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysAreTold(Driver driver) throws SQLException {
        assertEquals(List.of(List.of("hostgroup_id", "1", "PRIMARY"), List.of("hostname", "2", "PRIMARY"),
                List.of("port", "3", "PRIMARY")),
                ask(driver, metadata -> metadata.getPrimaryKeys("main", null, "mysql_servers"), "COLUMN_NAME",
                        "KEY_SEQ", "PK_NAME"));
        assertEquals(List.of(List.of("rule_id")),
                ask(driver, metadata -> metadata.getPrimaryKeys("disk", null, "mysql_query_rules"), "COLUMN_NAME"));
        assertEquals(List.of("PRIMARY writer_hostgroup", "reader_hostgroup reader_hostgroup"),
                ask(driver, metadata -> metadata.getIndexInfo("main", null, "mysql_replication_hostgroups", true, true),
                        "INDEX_NAME", "COLUMN_NAME").stream().map(row -> String.join(" ", row)).sorted().toList());
        assertEquals(List.of(List.of("hostgroup_id"), List.of("hostname"), List.of("port")),
                ask(driver, metadata -> metadata.getBestRowIdentifier("main", null, "mysql_servers",
                        DatabaseMetaData.bestRowSession, true), "COLUMN_NAME"));
        assertEquals(List.of(),
                ask(driver, metadata -> metadata.getImportedKeys("main", null, "mysql_servers"), "FK_NAME"));
        assertEquals(List.of(),
                ask(driver, metadata -> metadata.getExportedKeys("main", null, "mysql_servers"), "FK_NAME"));
    }

    @ParameterizedTest
    @EnumSource
    void routinesAndPrivilegesAreNone(Driver driver) throws SQLException {
        assertEquals(List.of(), ask(driver, metadata -> metadata.getProcedures("main", null, "%"), "PROCEDURE_NAME"));
        assertEquals(List.of(), ask(driver, metadata -> metadata.getFunctions("main", null, "%"), "FUNCTION_NAME"));
        assertEquals(List.of(),
                ask(driver, metadata -> metadata.getTablePrivileges("main", null, "mysql_servers"), "PRIVILEGE"));
    }

    /** DBeaver's grid: a row is found by its key and changed. */
    @ParameterizedTest
    @EnumSource
    void rowsAreEdited(Driver driver) throws SQLException {
        try (Connection connection = driver.connect(switchboard.admin())) {
            Sql.run(connection, "DELETE FROM mysql_servers",
                    "INSERT INTO mysql_servers (hostgroup_id, hostname) VALUES (1, 'db1')");
            try (var update = connection.prepareStatement("UPDATE `main`.`mysql_servers` SET `comment`=? "
                    + "WHERE `hostgroup_id`=? AND `hostname`=? AND `port`=?")) {
                update.setString(1, "it's edited");
                update.setInt(2, 1);
                update.setString(3, "db1");
                update.setInt(4, 3306);
                assertEquals(1, update.executeUpdate());
            }
            assertEquals("it's edited", Sql.value(connection, "SELECT comment FROM mysql_servers"));
        }
    }
}
