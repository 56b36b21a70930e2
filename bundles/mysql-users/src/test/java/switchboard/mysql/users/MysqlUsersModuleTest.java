package switchboard.mysql.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.config.ConfigPart.Prepared;
import switchboard.api.table.Rows;
import switchboard.api.user.FrontendAccount;
import switchboard.api.user.UserDirectory;

class MysqlUsersModuleTest {
    private final List<UserDirectory> offered = new ArrayList<>();
    private final MysqlUsersModule module = new MysqlUsersModule(directory -> {
        offered.add(directory);
        return () -> offered.remove(directory);
    }, new byte[32]);

    private static final class User {
        private final String[] row = {"app", null, "1", "0", "0", null, "0", "1", "0", "1", "1", "10000", "", ""};

        static User named(String name) {
            return new User().with("username", name);
        }

        User with(String column, String value) {
            row[MysqlUsersTable.COLUMNS.indexOf(column)] = value;
            return this;
        }
    }

    private Prepared prepare(User... users) {
        List<String[]> rows = Arrays.stream(users).map(user -> user.row).toList();
        return module.prepare(Map.of("mysql_users", new Rows(MysqlUsersTable.COLUMNS, rows)));
    }

    private List<String> running() {
        return module.running().get("mysql_users").values().stream().map(row -> String.join("|", row)).toList();
    }

    @Test
    void givesAnAccountTheValuesOfItsRow() {
        prepare(User.named("app").with("password", "*81F5").with("use_ssl", "1").with("default_hostgroup", "10")
                .with("default_schema", "shop").with("schema_locked", "1").with("transaction_persistent", "0")
                .with("fast_forward", "1").with("max_connections", "7").with("attributes", "{\"a\":1}")).publish();
        assertEquals(new FrontendAccount("app", "*81F5", true, 10, "shop", true, false, true, 7, "{\"a\":1}"),
                module.frontend("app"));
        assertEquals("*81F5", module.backend("app").password());
    }

    @Test
    void readsNullAsNoPasswordAndNoSchema() {
        prepare(User.named("app")).publish();
        assertEquals("", module.frontend("app").password());
        assertNull(module.frontend("app").defaultSchema());
    }

    @Test
    void findsAnAccountOnlyInTheRolesOfItsRow() {
        prepare(User.named("client").with("backend", "0"), User.named("server").with("frontend", "0")).publish();
        assertNotNull(module.frontend("client"));
        assertNull(module.backend("client"));
        assertNull(module.frontend("server"));
        assertNotNull(module.backend("server"));
        assertEquals(1, module.frontends().size());
    }

    @Test
    void givesEachRoleItsOwnPasswordWhenTheUserHasTwoRows() {
        prepare(User.named("app").with("frontend", "0").with("password", "b"),
                User.named("app").with("backend", "0").with("password", "f")).publish();
        assertEquals("f", module.frontend("app").password());
        assertEquals("b", module.backend("app").password());
    }

    @Test
    void listsFrontendsAndBackendsAsSeparateRowsAsProxySqlWasRecorded() {
        prepare(User.named("sbtest").with("password", "sbtest"),
                User.named("hashed").with("password", "*81F5").with("default_hostgroup", "1")
                        .with("default_schema", "test").with("attributes", "{\"a\":1}").with("comment", "c"))
                .publish();
        assertEquals(List.of("sbtest|sbtest|1|0|0||0|1|0|0|1|10000||",
                "hashed|*81F5|1|0|1|test|0|1|0|0|1|10000|{\"a\":1}|c",
                "sbtest|sbtest|1|0|0||0|1|0|1|0|10000||", "hashed|*81F5|1|0|1|test|0|1|0|1|0|10000|{\"a\":1}|c"),
                running());
    }

    @Test
    void leavesInactiveUsersOut() {
        prepare(User.named("app").with("active", "0")).publish();
        assertNull(module.frontend("app"));
        assertEquals(List.of(), running());
    }

    @Test
    void leavesUsersOfImpossibleHostgroupsOutAndKeepsTheirRows() {
        Prepared prepared = prepare(User.named("low").with("default_hostgroup", "-1"),
                User.named("high").with("default_hostgroup", "2147483648"), User.named("app"));
        prepared.publish();
        assertEquals(List.of("low", "high"), prepared.rejections().stream().map(left -> left.row()[0]).toList());
        assertTrue(prepared.rejections().stream().allMatch(left -> left.replacement() == left.row()));
        assertEquals(1, module.frontends().size());
    }

    @Test
    void runsNothingOfRowsThatAreOnlyPrepared() {
        prepare(User.named("app")).publish();
        prepare();
        assertNotNull(module.frontend("app"));
        prepare().publish();
        assertNull(module.frontend("app"));
    }

    @Test
    void offersTheDirectoryFromItsFirstRowsUntilItStops() {
        assertTrue(offered.isEmpty(), "an empty directory would refuse every login");
        prepare(User.named("app")).publish();
        prepare(User.named("app")).publish();
        assertEquals(1, offered.size());
        assertNotNull(offered.getFirst().frontend("app"));
        module.stop();
        assertTrue(offered.isEmpty());
        prepare(User.named("app")).publish();
        assertTrue(offered.isEmpty());
    }

    @Test
    void loadsAMillionUsersWithinSeconds() {
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < 1_000_000; i++) {
            rows.add(User.named("user" + i).row);
        }
        assertTimeout(Duration.ofSeconds(20), () -> module
                .prepare(Map.of("mysql_users", new Rows(MysqlUsersTable.COLUMNS, rows))).publish());
        assertNotNull(module.frontend("user999999"));
        assertEquals(2_000_000, module.running().get("mysql_users").size());
    }

    @Test
    void hasProxySqlsTable() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/golden/tables.sql")) {
            String recorded = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(recorded.contains("\n" + MysqlUsersTable.TABLE.definition().createSql() + ";\n"));
            assertTrue(recorded.contains("\n" + MysqlUsersTable.TABLE.runtime().createSql() + ";\n"));
        }
    }

    @Test
    void keepsPasswordsOutOfTexts() {
        prepare(User.named("app").with("password", "geheim")).publish();
        assertFalse((module.frontend("app") + " " + module.backend("app")).contains("geheim"));
    }
}
