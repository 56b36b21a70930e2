package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topology that somebody else has written, with {@code api} alone: the server whose table {@code ha.role} says writer. */
@ExtendWith(RealServers.class)
class ThirdPartyTopologyIT {
    private static final String BUNDLE = "com.example.roles";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SOURCE = """
            package com.example.roles;

            import java.time.Duration;
            import java.util.ArrayList;
            import java.util.List;
            import java.util.Map;
            import java.util.stream.Stream;
            import org.osgi.framework.BundleActivator;
            import org.osgi.framework.BundleContext;
            import org.osgi.framework.ServiceReference;
            import switchboard.api.check.CheckGroup;
            import switchboard.api.check.CheckQuestion;
            import switchboard.api.check.CheckResult;
            import switchboard.api.check.CheckTarget;
            import switchboard.api.check.HealthCheck;
            import switchboard.api.config.ConfigExtension;
            import switchboard.api.config.ConfigTable;
            import switchboard.api.config.FileSection;
            import switchboard.api.config.Rejection;
            import switchboard.api.server.ServerDirectory;
            import switchboard.api.server.ServerKey;
            import switchboard.api.server.ServerMove;
            import switchboard.api.server.ServerStatus;
            import switchboard.api.server.ServersSnapshot;
            import switchboard.api.table.Row;
            import switchboard.api.table.Rows;
            import switchboard.api.table.TableDefinition;

            public final class Roles implements BundleActivator, ConfigExtension, HealthCheck {
                private static final String NAME = "ha_role_hostgroups";
                private static final ConfigTable TABLE = new ConfigTable(new TableDefinition(NAME,
                        "CREATE TABLE ha_role_hostgroups (writer_hostgroup INT NOT NULL PRIMARY KEY, "
                        + "reader_hostgroup INT NOT NULL CHECK (reader_hostgroup<>writer_hostgroup), "
                        + "check_interval_ms INT NOT NULL CHECK (check_interval_ms>=100) DEFAULT 1000)"),
                        "writer_hostgroup", null, new FileSection(NAME, false, Map.of(), List.of("writer_hostgroup")));
                private static final CheckQuestion WHO = CheckQuestion.Query.of("SELECT role FROM ha.role");

                private volatile Rows running = new Rows(
                        List.of("writer_hostgroup", "reader_hostgroup", "check_interval_ms"), List.of());
                private BundleContext context;

                @Override
                public void start(BundleContext context) {
                    this.context = context;
                    context.registerService(ConfigExtension.class, this, null);
                    context.registerService(HealthCheck.class, this, null);
                }

                @Override
                public void stop(BundleContext context) {
                }

                @Override
                public String module() {
                    return "MYSQL SERVERS";
                }

                @Override
                public List<ConfigTable> tables() {
                    return List.of(TABLE);
                }

                @Override
                public Prepared prepare(Map<String, Rows> rows) {
                    Rows next = rows.get(NAME);
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
                    return Map.of(NAME, running);
                }

                @Override
                public String name() {
                    return "roles";
                }

                @Override
                public List<CheckGroup> groups() {
                    List<CheckGroup> groups = new ArrayList<>();
                    Rows now = running;
                    for (int i = 0; i < now.size(); i++) {
                        Row row = now.row(i);
                        groups.add(new CheckGroup(row.text("writer_hostgroup") + " " + row.text("reader_hostgroup"),
                                Duration.ofMillis(row.number("check_interval_ms")), Duration.ofMillis(500)));
                    }
                    return groups;
                }

                @Override
                public List<CheckTarget> targets(CheckGroup group) {
                    ServersSnapshot now = directory().servers();
                    return Stream.concat(now.in(writers(group)).stream(), now.in(readers(group)).stream())
                            .filter(server -> server.status() != ServerStatus.OFFLINE_HARD)
                            .map(server -> new CheckTarget(server.key().hostname(), server.key().port(), false, WHO))
                            .distinct().toList();
                }

                @Override
                public void answered(CheckGroup group, CheckResult result) {
                }

                @Override
                public Duration roundEnded(CheckGroup group, List<CheckResult> results) {
                    directory().change(name(), now -> {
                        List<ServerMove> moves = new ArrayList<>();
                        for (CheckResult result : results) {
                            boolean writes = "writer".equals(result.text("role"));
                            if (result.isSuccess()) {
                                move(result.target(), now, writes ? readers(group) : writers(group),
                                        writes ? writers(group) : readers(group),
                                        "ha.role=" + result.text("role"), moves);
                            }
                        }
                        return moves;
                    });
                    return group.interval();
                }

                private static void move(CheckTarget server, ServersSnapshot now, int from, int to, String reason,
                        List<ServerMove> moves) {
                    ServerKey before = new ServerKey(from, server.hostname(), server.port());
                    if (now.in(from).stream().anyMatch(each -> each.key().equals(before))) {
                        moves.add(ServerMove.Add.copyOf(before, to, reason));
                        moves.add(new ServerMove.Remove(before, reason));
                    }
                }

                private static int writers(CheckGroup group) {
                    return Integer.parseInt(group.key().split(" ")[0]);
                }

                private static int readers(CheckGroup group) {
                    return Integer.parseInt(group.key().split(" ")[1]);
                }

                private ServerDirectory directory() {
                    ServiceReference<ServerDirectory> found = context.getServiceReference(ServerDirectory.class);
                    return found == null ? ServerDirectory.OFF : context.getService(found);
                }
            }
            """;

    private final Topology servers;
    private final Switchboard switchboard;

    ThirdPartyTopologyIT(Topology servers, Switchboards switchboards) throws SQLException {
        this.servers = servers;
        for (int number = 1; number <= 3; number++) {
            onServer(number, "CREATE OR REPLACE DATABASE ha", "CREATE TABLE ha.role (role VARCHAR(10))",
                    "INSERT INTO ha.role VALUES ('" + (number == 1 ? "writer" : "reader") + "')",
                    "GRANT SELECT ON ha.* TO monitor@'%'");
        }
        switchboard = switchboards.startOwnCopy(SwitchboardConfig.empty().server(31, servers.port(1))
                .server(31, servers.port(2)).server(31, servers.port(3)).user("app", "app_pw", 30)
                .mysql("monitor_password", "\"monitor_pw\""));
    }

    /** Past replication: each server has a role of its own. */
    private void onServer(int number, String... statements) throws SQLException {
        try (Connection root = servers.root(number)) {
            Sql.run(root, "SET sql_log_bin = 0");
            Sql.run(root, statements);
        }
    }

    @AfterEach
    void dropRoles() throws SQLException {
        for (int number = 1; number <= 3; number++) {
            onServer(number, "DROP DATABASE ha", "REVOKE SELECT ON ha.* FROM monitor@'%'");
        }
    }

    @Test
    void movesServersHasATableAndAChecksumAndCanBeStopped() throws Exception {
        ThirdPartyJar.write(BUNDLE + ".Roles", SOURCE,
                "org.osgi.framework,switchboard.api.check,switchboard.api.config,switchboard.api.server,"
                        + "switchboard.api.table",
                switchboard.deployFolder().resolve("roles.jar"));
        awaitTable(true);
        String without = checksum();
        switchboard.admin("INSERT INTO ha_role_hostgroups VALUES (30, 31, 100)", "LOAD MYSQL SERVERS TO RUNTIME",
                "SAVE MYSQL SERVERS TO DISK");
        awaitWriter(1);
        String with = checksum();
        assertNotEquals(without, with);
        assertEquals(List.of(List.of("30", "31", "100")),
                switchboard.admin("SELECT * FROM runtime_ha_role_hostgroups"));

        onServer(1, "UPDATE ha.role SET role = 'reader'");
        onServer(2, "UPDATE ha.role SET role = 'writer'");
        awaitWriter(2);
        try (RawClient client = switchboard.proxy().raw()) {
            assertEquals("2", client.value(Topology.WHICH_SERVER));
        }
        assertEquals(List.of(List.of("roles", "ha.role=writer")),
                switchboard.admin("SELECT module, reason FROM stats_mysql_server_events WHERE hostgroup = 30 "
                        + "AND to_status = 'ONLINE' AND port = " + servers.port(2)));

        switchboard.admin("PROXYSQL MODULE STOP " + BUNDLE);
        awaitTable(false);
        onServer(2, "UPDATE ha.role SET role = 'reader'");
        onServer(3, "UPDATE ha.role SET role = 'writer'");
        assertFalse(switchboard.admin("SHOW TABLES").toString().contains("ha_role_hostgroups"));
        awaitWriter(2); // and it stays: nobody asks
        awaitChecksum(without);
        switchboard.admin("PROXYSQL MODULE START " + BUNDLE);
        awaitTable(true);
        awaitWriter(3);
        awaitChecksum(with);
        assertEquals("30", switchboard.adminValue("SELECT writer_hostgroup FROM runtime_ha_role_hostgroups"));
        assertTrue(switchboard.isRunning());
    }

    private String checksum() {
        return switchboard.adminValue("SELECT checksum FROM runtime_checksums_values WHERE name = 'mysql_servers_v2'");
    }

    private void awaitChecksum(String wanted) {
        Awaitility.await("its share in the checksum").atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(wanted, checksum()));
    }

    private void awaitTable(boolean there) {
        Awaitility.await("the table is " + (there ? "there" : "gone")).atMost(PATIENCE).until(
                () -> switchboard.admin("SHOW TABLES").contains(List.of("ha_role_hostgroups")) == there);
    }

    private void awaitWriter(int number) {
        Awaitility.await("server " + number + " writes").atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(List.of(List.of(Integer.toString(servers.port(number)))), switchboard
                        .admin("SELECT port FROM runtime_mysql_servers WHERE hostgroup_id = 30")));
    }
}
