package switchboard.mysql.users;

import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.table.TableDefinition;

/** The table {@code mysql_users}. */
final class MysqlUsersTable {
    static final String NAME = "mysql_users";
    static final List<String> COLUMNS = List.of("username", "password", "active", "use_ssl", "default_hostgroup",
            "default_schema", "schema_locked", "transaction_persistent", "fast_forward", "backend", "frontend",
            "max_connections", "attributes", "comment");
    private static final TableDefinition DEFINITION = new TableDefinition(NAME, """
            CREATE TABLE mysql_users (
                username VARCHAR NOT NULL,
                password VARCHAR,
                active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1,
                use_ssl INT CHECK (use_ssl IN (0,1)) NOT NULL DEFAULT 0,
                default_hostgroup INT NOT NULL DEFAULT 0,
                default_schema VARCHAR,
                schema_locked INT CHECK (schema_locked IN (0,1)) NOT NULL DEFAULT 0,
                transaction_persistent INT CHECK (transaction_persistent IN (0,1)) NOT NULL DEFAULT 1,
                fast_forward INT CHECK (fast_forward IN (0,1)) NOT NULL DEFAULT 0,
                backend INT CHECK (backend IN (0,1)) NOT NULL DEFAULT 1,
                frontend INT CHECK (frontend IN (0,1)) NOT NULL DEFAULT 1,
                max_connections INT CHECK (max_connections >=0) NOT NULL DEFAULT 10000,
                attributes VARCHAR CHECK (JSON_VALID(attributes) OR attributes = '') NOT NULL DEFAULT '',
                comment VARCHAR NOT NULL DEFAULT '',
                PRIMARY KEY (username, backend),
                UNIQUE (username, frontend))""");
    /** ProxySQL prints the runtime table with one line break less. */
    private static final TableDefinition RUNTIME = new TableDefinition("runtime_" + NAME, DEFINITION.createSql()
            .replace("TABLE " + NAME, "TABLE runtime_" + NAME).replace(",\n    comment ", ", comment "));
    static final ConfigTable TABLE = new ConfigTable(DEFINITION, "username, backend", null,
            new FileSection(NAME, false, Map.of(), List.of("username")), RUNTIME);

    private MysqlUsersTable() {
    }
}
