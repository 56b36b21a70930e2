package switchboard.h2.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.Driver;

/** The databases, one for each port: the first one writes, the others read its tables through links. */
final class DemoDatabases implements AutoCloseable {
    private static final String SETTINGS = ";MODE=MySQL;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;"
            + "NON_KEYWORDS=KEY,VALUE,USER,INTERVAL,DAY,HOUR,MINUTE,MONTH,SECOND,YEAR;DB_CLOSE_ON_EXIT=FALSE";
    private static final String[] CITIES = {"Amsterdam,NL,921402", "Athens,GR,643452", "Barcelona,ES,1620343",
            "Berlin,DE,3677472", "Bern,CH,134591", "Brussels,BE,185103", "Budapest,HU,1706851", "Copenhagen,DK,644431",
            "Dublin,IE,592713", "Hamburg,DE,1853935", "Helsinki,FI,658864", "Lisbon,PT,545923", "Ljubljana,SI,284293",
            "Lyon,FR,522969", "Madrid,ES,3332035", "Oslo,NO,697549", "Paris,FR,2133111", "Prague,CZ,1275406",
            "Rome,IT,2748109", "Vienna,AT,1920949"};

    private final String prefix = "switchboard_demo_" + System.identityHashCode(this) + "_";
    private final Map<Integer, Integer> serverIds = new HashMap<>();
    private final List<Connection> open = new ArrayList<>(); // a database in memory ends with its last connection

    /** The ports in the order of the configuration: the first one is the writer's. */
    synchronized void ports(List<Integer> ports) {
        for (int port : ports) {
            serverIds.putIfAbsent(port, serverIds.size() + 1);
        }
    }

    /** The server id of a port's database; the databases are made when one is first asked for. */
    synchronized int serverId(int port) throws SQLException {
        if (open.isEmpty()) {
            open.add(writer());
        }
        int id = serverIds.computeIfAbsent(port, unknown -> serverIds.size() + 1);
        while (open.size() < id) {
            open.add(reader(open.size() + 1));
        }
        return id;
    }

    /** A connection for one session. */
    Connection connect(int serverId) throws SQLException {
        Connection connection = connection(serverId);
        try (Statement use = connection.createStatement()) {
            use.execute("SET SCHEMA demo");
        }
        return connection;
    }

    private Connection connection(int serverId) throws SQLException {
        Connection connection = new Driver().connect("jdbc:h2:mem:" + prefix + serverId + SETTINGS, null);
        if (connection == null) { // the contract of Driver: not its URL
            throw new SQLException("H2 refuses its own URL");
        }
        return connection;
    }

    private Connection writer() throws SQLException {
        Connection connection = connection(1);
        try (Statement make = connection.createStatement()) {
            make.execute("CREATE SCHEMA demo");
            make.execute("CREATE TABLE demo.city (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(80) NOT NULL, "
                    + "country CHAR(2) NOT NULL, population BIGINT NOT NULL)");
            make.execute("CREATE TABLE demo.note (id INT AUTO_INCREMENT PRIMARY KEY, text VARCHAR(1000) NOT NULL)");
            for (String city : CITIES) {
                String[] fields = city.split(",");
                make.execute(
                        "INSERT INTO demo.city (name, country, population) VALUES ('" + fields[0] + "', '" + fields[1]
                                + "', " + fields[2] + ")");
            }
        }
        return connection;
    }

    private Connection reader(int id) throws SQLException {
        Connection connection = connection(id);
        try (Statement make = connection.createStatement()) {
            make.execute("CREATE SCHEMA demo");
            for (String table : List.of("city", "note")) {
                make.execute("CREATE LINKED TABLE demo." + table + "('org.h2.Driver', 'jdbc:h2:mem:" + prefix + "1"
                        + SETTINGS + "', '', '', 'demo', '" + table + "')");
            }
        }
        return connection;
    }

    @Override
    public synchronized void close() throws SQLException {
        for (Connection connection : open) {
            connection.close();
        }
        open.clear();
        serverIds.clear();
    }
}
