package switchboard.gogo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import switchboard.api.server.Server;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerEvent;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.table.AdminDatabase;
import switchboard.api.table.TableDefinition;

class ProxyCommandsTest {
    private final ProxyCommands commands = new ProxyCommands();

    @Test
    void listsServersWithTheirState() {
        commands.bindServers(new Directory(), Map.of());
        assertTrue(commands.servers().contains("10 db1:3306"), commands.servers());
        assertTrue(commands.servers().contains("SHUNNED"), commands.servers());
    }

    @Test
    void tellsTheLastChangesWhenAskedForMore() {
        commands.bindServers(new Directory(), Map.of());
        assertEquals(commands.servers(), commands.servers(false));
        assertEquals("1970-01-01T00:00:01.500Z    10 db1:3306                                 ONLINE -> SHUNNED "
                + "by monitor: missed 3 heartbeats", commands.servers(true).lines().toList().getLast());
    }

    @Test
    void saysThatThereAreNoServers() {
        assertEquals("no servers", commands.servers());
    }

    @Test
    void namesTheModuleThatIsStopped() {
        assertEquals("the module config-store is stopped",
                assertThrows(IllegalStateException.class, () -> commands.load("mysql servers")).getMessage());
    }

    @Test
    void saysThatTheRulesAreStoppedInsteadOfAskingForTheirTables() {
        commands.bindDatabase(new WithoutRules(), Map.of());
        assertEquals("the module mysql-query-rules is stopped",
                assertThrows(IllegalStateException.class, commands::rules).getMessage());
    }

    private record WithoutRules() implements AdminDatabase {
        @Override
        public Connection connect(Role role) {
            throw new AssertionError("nothing is asked of it");
        }

        @Override
        public List<String> schemas(Role role) {
            return List.of("main");
        }

        @Override
        public List<String> tables(String schema) {
            return List.of();
        }

        @Override
        public Optional<TableDefinition> table(String schema, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> stoppedModule(String name) {
            return name.equals("mysql_query_rules") ? Optional.of("MYSQL QUERY RULES") : Optional.empty();
        }

        @Override
        public Filled fill(Set<String> names) {
            throw new AssertionError("nothing is filled");
        }
    }

    private record Directory() implements ServerDirectory {
        @Override
        public ServersSnapshot servers() {
            return new ServersSnapshot(1, Map.of(10, List.of(new Server(new ServerKey(10, "db1", 3306), 0,
                    ServerStatus.SHUNNED, 1, false, 100, 0, false, 0, ""))));
        }

        @Override
        public void connectFailed(ServerKey server, int errorCode, String message) {
            throw new AssertionError("nothing connects here");
        }

        @Override
        public void recoverShunned(int hostgroup) {
            throw new AssertionError("nothing recovers here");
        }

        @Override
        public void moved(ServerKey server, ServerStatus status, String reason) {
            throw new AssertionError("nothing moves here");
        }

        @Override
        public List<ServerEvent> events() {
            return List.of(new ServerEvent(1, 1_500_000, new ServerKey(10, "db1", 3306), ServerStatus.ONLINE,
                    ServerStatus.SHUNNED, "monitor", "missed 3 heartbeats"));
        }

        @Override
        public List<ServerMove> change(String module, Function<ServersSnapshot, List<ServerMove>> plan) {
            throw new AssertionError("nothing changes here");
        }
    }
}
