package switchboard.scheduler;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.schedule.ScheduledPrograms;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;

/** Two instances of the module and a registry that tells each of both, as the framework does. */
class SchedulerReplacementTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;
    private final Map<ScheduledPrograms, Long> registered = new LinkedHashMap<>();
    private final List<SchedulerModule> modules = new ArrayList<>();
    private final SchedulerModule old = module(5);

    @AfterEach
    void stop() {
        modules.forEach(SchedulerModule::stop);
    }

    private SchedulerModule module(long bundleId) {
        SchedulerModule module = new SchedulerModule(bundleId, found -> register(found, bundleId), RunLimits.DEFAULT);
        registered.forEach((found, id) -> module.bindPrograms(found, Map.of(Newest.BUNDLE_ID, id)));
        modules.add(module);
        return module;
    }

    private Runnable register(ScheduledPrograms found, long bundleId) {
        registered.put(found, bundleId);
        modules.forEach(each -> each.bindPrograms(found, Map.of(Newest.BUNDLE_ID, bundleId)));
        return () -> {
            registered.remove(found);
            modules.forEach(each -> each.unbindPrograms(found));
        };
    }

    private void publish(SchedulerModule module, String who) {
        Map<String, Rows> rows = new HashMap<>();
        rows.put(SchedulerTable.NAME, new Rows(SchedulerTable.COLUMNS, List.<String[]>of(new String[]{"1", "1", "100",
                "/bin/sh", "-c", "echo x >> $0/" + who, folder.toString(), null, null, ""})));
        module.prepare(rows).publish();
    }

    private int runs(String who) {
        try {
            return Files.exists(folder.resolve(who)) ? Files.readAllLines(folder.resolve(who)).size() : 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oldInstanceStartsNothingOnceTheNewOneHasItsRows() {
        publish(old, "old");
        await().atMost(SOON).until(() -> runs("old") > 1);
        SchedulerModule next = module(9);
        int before = runs("old");
        await("without rows the new one replaces nobody").atMost(SOON).until(() -> runs("old") > before);
        publish(next, "new");
        int last = runs("old");
        await().atMost(SOON).until(() -> runs("new") > 5);
        assertEquals(last, runs("old"), 1, "one may have begun before");
    }

    @Test
    void oldInstanceGoesOnWhenTheNewOneIsTakenOutAgain() {
        publish(old, "old");
        SchedulerModule next = module(9);
        publish(next, "new");
        await().atMost(SOON).until(() -> runs("new") > 1);
        next.stop();
        int before = runs("old");
        await().atMost(SOON).until(() -> runs("old") > before + 2);
    }

    @Test
    void stoppedModuleStartsNothingMore() {
        publish(old, "old");
        await().atMost(SOON).until(() -> runs("old") > 0);
        old.stop();
        int last = runs("old");
        SchedulerModule again = module(5);
        publish(again, "again");
        await().atMost(SOON).until(() -> runs("again") > 3);
        assertEquals(last, runs("old"));
    }
}
