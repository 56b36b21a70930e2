package switchboard.gogo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigPart;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.config.Rejection;
import switchboard.api.modules.ModuleControl;
import switchboard.api.modules.ModuleException;
import switchboard.api.modules.ModuleInfo;
import switchboard.api.service.Newest;

class ModulesAndLoadTest {
    private final ProxyCommands commands = new ProxyCommands();
    private final Engine engine = new Engine();
    private final Control control = new Control("1.0.0");

    @Test
    void listsModulesWithTheReasonWhyOneIsNotRunning() {
        commands.bindModules(control, Map.of());
        assertEquals(List.of("galera 1.0.0 FAILED 2026-11-20T11:00:00Z no such class"),
                commands.modules().lines().map(line -> line.replaceAll(" +", " ")).toList());
    }

    @Test
    void replacesTheModuleOfAJar() throws ModuleException {
        commands.bindModules(control, Map.of());
        assertEquals("galera 2.0.0 is running", commands.replace("/tmp/galera.jar"));
        assertEquals(List.of("replace /tmp/galera.jar"), control.calls);
    }

    @Test
    void passesOnWhyAJarWasNotTaken() {
        commands.bindModules(control, Map.of());
        ModuleException refused = assertThrows(ModuleException.class, () -> commands.replace("broken.jar"));
        assertEquals("broken.jar can't be read", refused.getMessage());
    }

    @Test
    void asksTheNewestBundleWhileTwoAreThere() {
        Control newer = new Control("1.1.0");
        commands.bindModules(newer, Map.of(Newest.BUNDLE_ID, 9L));
        commands.bindModules(control, Map.of(Newest.BUNDLE_ID, 3L));
        assertTrue(commands.modules().contains("1.1.0"), commands.modules());
        commands.unbindModules(newer);
        assertTrue(commands.modules().contains("1.0.0"), commands.modules());
        commands.unbindModules(control);
        assertEquals("the module modules is stopped",
                assertThrows(IllegalStateException.class, commands::modules).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MYSQL SERVERS", "mysql servers", "mysql-servers", "mysql_servers", " mysql  servers "})
    void loadsAModuleInAnySpelling(String typed) throws ConfigRefusedException {
        commands.bindEngine(engine, Map.of());
        assertEquals("MYSQL SERVERS is running", commands.load(typed));
        assertEquals(List.of("MYSQL SERVERS MEMORY RUNTIME"), engine.calls);
    }

    @Test
    void saysWhichRowsWereNotTaken() throws ConfigRefusedException {
        commands.bindEngine(engine, Map.of());
        engine.rejections = List.of(new Rejection("mysql_servers", new String[]{"1", ""}, null, "hostname is empty"));
        assertEquals(List.of("MYSQL SERVERS is running", "mysql_servers: hostname is empty"),
                commands.load("mysql-servers").lines().toList());
    }

    @Test
    void savesAModuleToDisk() throws ConfigRefusedException {
        commands.bindEngine(engine, Map.of());
        assertEquals("MYSQL USERS is on the disk", commands.save("mysql users"));
        assertEquals(List.of("MYSQL USERS MEMORY DISK"), engine.calls);
    }

    @Test
    void passesOnWhyALoadWasRefused() {
        commands.bindEngine(engine, Map.of());
        engine.refusal = new ConfigRefusedException("there is no module NO SUCH");
        assertSame(engine.refusal, assertThrows(ConfigRefusedException.class, () -> commands.load("no such")));
        assertSame(engine.refusal, assertThrows(ConfigRefusedException.class, () -> commands.save("no such")));
    }

    @Test
    void saysThatTheStoreIsStoppedWhenItIsGone() {
        commands.bindEngine(engine, Map.of());
        commands.unbindEngine(engine);
        assertEquals("the module config-store is stopped",
                assertThrows(IllegalStateException.class, () -> commands.save("mysql users")).getMessage());
    }

    private static final class Engine implements ConfigEngine {
        private final List<String> calls = new ArrayList<>();
        private List<Rejection> rejections = List.of();
        private ConfigRefusedException refusal;

        @Override
        public List<String> modules() {
            return List.of("MYSQL SERVERS", "MYSQL USERS");
        }

        @Override
        public Outcome copy(String module, Layer from, Layer to) throws ConfigRefusedException {
            if (refusal != null) {
                throw refusal;
            }
            calls.add(module + " " + from + " " + to);
            return new Outcome(1, rejections);
        }

        @Override
        public boolean isPublished(ConfigPart part) {
            return true;
        }
    }

    private static final class Control implements ModuleControl {
        private static final Instant SINCE = Instant.parse("2026-11-20T11:00:00Z");

        private final List<String> calls = new ArrayList<>();
        private final String version;

        Control(String version) {
            this.version = version;
        }

        @Override
        public List<ModuleInfo> list() {
            return List.of(new ModuleInfo("galera", version, ModuleInfo.State.FAILED, SINCE, "no such class"));
        }

        @Override
        public void start(String name) {
            calls.add("start " + name);
        }

        @Override
        public void stop(String name) {
            calls.add("stop " + name);
        }

        @Override
        public ModuleInfo replace(Path jar) throws ModuleException {
            if (jar.endsWith("broken.jar")) {
                throw new ModuleException(jar + " can't be read");
            }
            calls.add("replace " + jar);
            return new ModuleInfo("galera", "2.0.0", ModuleInfo.State.ACTIVE, SINCE, "");
        }
    }
}
