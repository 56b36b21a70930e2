package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A module that somebody else has written gets tables, commands, a section of the config file and a checksum. */
@ExtendWith(RealServers.class)
class ThirdPartyModuleIT {
    private static final String NOTHING = "0x0000000000000000";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SOURCE = """
            package com.example.colours;

            import java.util.List;
            import java.util.Map;
            import org.osgi.framework.BundleActivator;
            import org.osgi.framework.BundleContext;
            import switchboard.api.config.ConfigModule;
            import switchboard.api.config.ConfigTable;
            import switchboard.api.config.FileSection;
            import switchboard.api.config.Rejection;
            import switchboard.api.table.Rows;
            import switchboard.api.table.TableDefinition;

            public final class Colours implements BundleActivator, ConfigModule {
                private static final ConfigTable TABLE = new ConfigTable(new TableDefinition("colours",
                        "CREATE TABLE colours (name VARCHAR NOT NULL, shade INT NOT NULL DEFAULT 0, PRIMARY KEY (name))"),
                        "name", null, new FileSection("colours", false, Map.of(), List.of("name")));
                private volatile Rows running = new Rows(List.of("name", "shade"), List.of());

                @Override
                public void start(BundleContext context) {
                    context.registerService(ConfigModule.class, this, null);
                }

                @Override
                public void stop(BundleContext context) {
                }

                @Override
                public String name() {
                    return "COLOURS";
                }

                @Override
                public List<ConfigTable> tables() {
                    return List.of(TABLE);
                }

                @Override
                public Prepared prepare(Map<String, Rows> rows) {
                    Rows next = rows.get("colours");
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
                    return Map.of("colours", running);
                }
            }
            """;

    private static final String COLOURS = "SELECT version, checksum FROM runtime_checksums_values "
            + "WHERE name = 'colours'";

    private final Switchboard switchboard;

    ThirdPartyModuleIT(Switchboards switchboards) {
        switchboard = switchboards.startOwnCopy(SwitchboardConfig.empty());
    }

    @Test
    void hasAllThatOurOwnModulesHaveWithNoFurtherCode() {
        String global = switchboard.adminValue("SELECT GLOBAL_CHECKSUM()");
        ThirdPartyJar.write("com.example.colours.Colours", SOURCE,
                "org.osgi.framework,switchboard.api.config,switchboard.api.table",
                switchboard.deployFolder().resolve("colours.jar"));
        awaitTables(2);
        switchboard.awaitAdmin(List.of(List.of("1", NOTHING)), COLOURS); // without rows
        assertNotEquals(global, switchboard.adminValue("SELECT GLOBAL_CHECKSUM()"));

        switchboard.admin("INSERT INTO colours VALUES ('red', 3306)");
        assertEquals(NOTHING, versionAndChecksum("colours").getLast(), "not loaded yet");
        switchboard.admin("LOAD COLOURS TO RUNTIME", "SAVE COLOURS TO DISK");
        assertEquals(List.of(List.of("red", "3306")), switchboard.admin("SELECT * FROM runtime_colours"));
        List<String> loaded = versionAndChecksum("colours");
        assertEquals("2", loaded.getFirst());
        assertEquals(ofTheSameBytes(), loaded.getLast());

        String file = Client.run(switchboard.admin(), "SELECT CONFIG FILE", "--batch", "--raw").orFail().out();
        assertTrue(file.contains("colours =\n(\n    {\n        name = \"red\"\n        shade = 3306\n"), file);
        switchboard.admin("SELECT CONFIG INTO OUTFILE " + switchboard.configFile(), "DELETE FROM colours",
                "LOAD COLOURS TO RUNTIME");
        assertEquals(NOTHING, versionAndChecksum("colours").getLast());
        switchboard.admin("LOAD COLOURS FROM CONFIG", "LOAD COLOURS TO RUNTIME");
        assertEquals(loaded.getLast(), versionAndChecksum("colours").getLast());

        switchboard.stop();
        switchboard.start();
        awaitTables(2);
        switchboard.awaitAdmin(List.of(List.of("1", loaded.getLast())), COLOURS); // from disk, after a restart
        switchboard.admin("PROXYSQL MODULE STOP com.example.colours");
        awaitTables(0);
        assertEquals(List.of(), switchboard.admin("SELECT * FROM runtime_checksums_values WHERE name = 'colours'"));
    }

    /** ProxySQL hashes the values of a row one behind the other: {@code red3306} is this peer as well. */
    private String ofTheSameBytes() {
        switchboard.admin("INSERT INTO proxysql_servers VALUES ('red', 330, 6, '')",
                "LOAD PROXYSQL SERVERS TO RUNTIME");
        return versionAndChecksum("proxysql_servers").getLast();
    }

    private List<String> versionAndChecksum(String name) {
        return switchboard.admin("SELECT version, checksum FROM runtime_checksums_values WHERE name = '" + name + "'")
                .getFirst();
    }

    private void awaitTables(int count) {
        Awaitility.await(count + " tables of the module").atMost(PATIENCE).until(() -> switchboard
                .admin("SHOW TABLES").stream().filter(row -> row.getFirst().endsWith("colours")).count() == count);
    }
}
