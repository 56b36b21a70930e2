package switchboard.itests;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A port of loopback that speaks the MySQL protocol, and how programs connect to it. */
record Endpoint(int port, String user, String password, String schema) {
    /** What the application uses. */
    static Endpoint app(int port) {
        return new Endpoint(port, "app", "app_pw", "test");
    }

    Endpoint as(String otherUser, String otherPassword) {
        return new Endpoint(port, otherUser, otherPassword, schema);
    }

    Endpoint in(String otherSchema) {
        return new Endpoint(port, user, password, otherSchema);
    }

    /** A connection of MySQL Connector/J; {@code options} as {@code a=b&c=d}. */
    Connection connectorJ(String options) throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port + "/" + schema
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=20000&socketTimeout=60000&" + options,
                user, password);
    }

    /** A connection of MySQL Connector/J. */
    Connection connect() throws SQLException {
        return connectorJ("");
    }

    /** A connection of MariaDB Connector/J. */
    Connection mariaDbConnectorJ(String options) throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/" + schema
                + "?sslMode=disable&connectTimeout=20000&socketTimeout=60000&" + options, user, password);
    }

    /** The bare protocol. */
    RawClient raw() throws IOException {
        return RawClient.login(this);
    }
}
