package switchboard.mysql.firewall;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import switchboard.api.config.ClusterSync;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;

/** Runs the rows of the whitelist as they are: the tables' CHECKs are all there is to check, inactive rows run too. */
@Component(service = ConfigModule.class, immediate = true) // keeps what was loaded
public final class FirewallModule implements ConfigModule {
    private static final List<ConfigTable> TABLES = List.of(
            new ConfigTable(new TableDefinition("mysql_firewall_whitelist_users", """
                    CREATE TABLE mysql_firewall_whitelist_users (
                        active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1,
                        username VARCHAR NOT NULL,
                        client_address VARCHAR NOT NULL,
                        mode VARCHAR CHECK (mode IN ('OFF','DETECTING','PROTECTING')) NOT NULL DEFAULT ('OFF'),
                        comment VARCHAR NOT NULL,
                        PRIMARY KEY (username, client_address) )"""), "username, client_address", null, null),
            new ConfigTable(new TableDefinition("mysql_firewall_whitelist_rules", """
                    CREATE TABLE mysql_firewall_whitelist_rules (
                        active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1,
                        username VARCHAR NOT NULL,
                        client_address VARCHAR NOT NULL,
                        schemaname VARCHAR NOT NULL,
                        flagIN INT NOT NULL DEFAULT 0,
                        digest VARCHAR NOT NULL,
                        comment VARCHAR NOT NULL,
                        PRIMARY KEY (username, client_address, schemaname, flagIN, digest) )"""),
                    "username, client_address, schemaname, flagIN, digest", null, null),
            new ConfigTable(new TableDefinition("mysql_firewall_whitelist_sqli_fingerprints", """
                    CREATE TABLE mysql_firewall_whitelist_sqli_fingerprints (
                        active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1,
                        fingerprint VARCHAR NOT NULL,
                        PRIMARY KEY (fingerprint) )"""), "fingerprint", null, null));

    private volatile Map<String, Rows> running = Map.of("mysql_firewall_whitelist_users",
            new Rows(List.of("active", "username", "client_address", "mode", "comment"), List.of()),
            "mysql_firewall_whitelist_rules",
            new Rows(List.of("active", "username", "client_address", "schemaname", "flagIN", "digest", "comment"),
                    List.of()),
            "mysql_firewall_whitelist_sqli_fingerprints", new Rows(List.of("active", "fingerprint"), List.of()));

    @Override
    public String name() {
        return "MYSQL FIREWALL";
    }

    @Override
    public ClusterSync clusterSync() {
        return ClusterSync.IF_NAMED;
    }

    @Override
    public List<ConfigTable> tables() {
        return TABLES;
    }

    @Override
    public Prepared prepare(Map<String, Rows> rows) {
        Map<String, Rows> next = Map.copyOf(rows);
        return new Prepared() {
            @Override
            public List<Rejection> rejections() {
                return List.of();
            }

            @Override
            public void publish() {
                running = next;
            }
        };
    }

    @Override
    public Map<String, Rows> running() {
        return running;
    }
}
