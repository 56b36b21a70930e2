package switchboard.global.variables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.config.ConfigModule;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;

class VariablesInForceTest {
    /** One bundle's components, wired as DS does. */
    private static final class Instance {
        final OtherInstance other = new OtherInstance();
        final VariablesInForce inForce = new VariablesInForce("0.1.0", other);
        final List<ConfigModule> modules = List.of(new MysqlVariablesModule(inForce), new AdminVariablesModule(inForce),
                new SqliteserverVariablesModule(inForce), new SwitchboardVariablesModule(inForce));

        Instance(int bundle) {
            inForce.bindListener(other, properties(bundle));
        }

        static Map<String, ?> properties(int bundle) {
            return Map.of(OtherInstance.MARK, true, Newest.BUNDLE_ID, (long) bundle);
        }

        void load(ConfigModule module, String... row) throws Exception {
            List<String[]> rows = row.length == 0 ? List.of() : List.<String[]>of(row);
            module.prepare(Map.of(VariablesPlan.TABLE, new Rows(VariablesPlan.COLUMNS, rows))).publish();
        }

        void loadAll() throws Exception {
            for (ConfigModule module : modules) {
                load(module);
            }
        }
    }

    private static final class Heard implements VariablesListener {
        final List<String> values = new ArrayList<>();

        @Override
        public void variablesChanged(VariableValues now) {
            values.add(now.text("mysql-max_connections") + " " + now.text("mysql-threads"));
        }
    }

    private final Instance instance = new Instance(1);
    private final ConfigModule mysql = instance.modules.getFirst();
    private final Heard heard = new Heard();

    @Test
    void tellsListenersWhenTheLastOfTheModulesHasItsFirstRows() throws Exception {
        instance.inForce.bindListener(heard, Map.of());
        instance.load(mysql, "mysql-max_connections", "5");
        instance.load(instance.modules.get(1));
        instance.load(instance.modules.get(2));
        assertEquals(List.of(), heard.values);
        instance.load(instance.modules.get(3));
        assertEquals(List.of("5 4"), heard.values);
    }

    @Test
    void tellsAListenerThatComesLater() throws Exception {
        instance.loadAll();
        instance.inForce.bindListener(heard, Map.of());
        assertEquals(List.of("10000 4"), heard.values);
    }

    @Test
    void tellsChangesOnly() throws Exception {
        instance.inForce.bindListener(heard, Map.of());
        instance.loadAll();
        instance.load(mysql, "mysql-max_connections", "10000");
        instance.load(mysql, "mysql-max_connections", "6");
        assertEquals(List.of("10000 4", "6 4"), heard.values);
    }

    @Test
    void leavesAListenerThatIsGoneAlone() throws Exception {
        instance.inForce.bindListener(heard, Map.of());
        instance.inForce.unbindListener(heard);
        instance.loadAll();
        assertEquals(List.of(), heard.values);
    }

    @Test
    void goesOnWhenAListenerFails() throws Exception {
        instance.inForce.bindListener(now -> {
            throw new IllegalStateException("broken");
        }, Map.of());
        instance.inForce.bindListener(heard, Map.of());
        instance.loadAll();
        assertEquals(List.of("10000 4"), heard.values);
    }

    @Test
    void showsAllItsVariablesAsRunning() throws Exception {
        instance.loadAll();
        instance.load(mysql, "mysql-max_connections", "12abc");
        Rows running = mysql.running().get("global_variables");
        assertEquals(163, running.size());
        assertTrue(running.values().stream()
                .anyMatch(row -> row[0].equals("mysql-max_connections") && row[1].equals("12")));
    }

    @Test
    void answersOnlyForNamesAndTypesThatAreThere() throws Exception {
        List<VariableValues> seen = new ArrayList<>();
        instance.inForce.bindListener(seen::add, Map.of());
        instance.loadAll();
        VariableValues now = seen.getFirst();
        assertEquals(4, now.number("mysql-threads"));
        assertTrue(now.flag("mysql-multiplexing"));
        assertThrows(IllegalArgumentException.class, () -> now.text("mysql-no_such"));
        assertThrows(IllegalArgumentException.class, () -> now.number("mysql-interfaces"));
    }

    /** Both instances hear of every listener, also of each other's {@link OtherInstance}. */
    private Instance replacement() {
        Instance next = new Instance(2);
        instance.inForce.bindListener(next.other, Instance.properties(2));
        next.inForce.bindListener(instance.other, Instance.properties(1));
        next.inForce.bindListener(heard, Map.of());
        return next;
    }

    @Test
    void keepsTheOldInstanceInForceUntilTheNewOneHasAllModules() throws Exception {
        instance.inForce.bindListener(heard, Map.of());
        instance.loadAll();
        Instance next = replacement();
        next.load(next.modules.getFirst(), "mysql-max_connections", "9");
        assertEquals(List.of("10000 4"), heard.values);
        for (ConfigModule module : next.modules.subList(1, next.modules.size())) {
            next.load(module);
        }
        assertEquals(List.of("10000 4", "9 4"), heard.values);
    }

    @Test
    void doesNotTellStaleValuesAfterItWasReplaced() throws Exception {
        instance.loadAll();
        Instance next = replacement();
        next.load(next.modules.getFirst(), "mysql-max_connections", "9");
        next.loadAll();
        Heard late = new Heard();
        next.inForce.bindListener(late, Map.of());
        instance.inForce.bindListener(late, Map.of());
        assertEquals(List.of("9 4"), late.values);
    }

    @Test
    void isInForceAgainWhenTheReplacementIsTakenOut() throws Exception {
        instance.loadAll();
        Instance next = replacement();
        next.loadAll();
        instance.inForce.unbindListener(next.other);
        Heard late = new Heard();
        instance.inForce.bindListener(late, Map.of());
        assertEquals(List.of("10000 4"), late.values);
    }

    @Test
    void takesValuesThatNeedARestartOverFromTheInstanceBefore() throws Exception {
        instance.load(mysql, "mysql-threads", "2");
        instance.loadAll();
        Instance next = replacement();
        next.load(next.modules.getFirst(), "mysql-threads", "8");
        next.loadAll();
        assertEquals(List.of("10000 2"), heard.values);
    }

    @Test
    void keepsValuesOfTheInstanceBeforeWhoseRowsAreMissing() throws Exception {
        instance.load(mysql, "mysql-max_connections", "9");
        instance.loadAll();
        Instance next = replacement();
        next.loadAll();
        assertEquals(List.of("9 4"), heard.values);
    }
}
