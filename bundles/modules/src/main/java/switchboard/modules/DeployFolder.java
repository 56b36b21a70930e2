package switchboard.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for jars in a folder twice a second. A jar is taken when it is the same at two looks: a copy under way is left
 * alone. Of several for one module the one modified last is taken last, and so is in force after a restart too. One that is
 * removed changes nothing: its module goes on until the process starts again.
 */
final class DeployFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);
    private static final long LOOK_EVERY_MS = 500;
    private static final long END_LIMIT_MS = 2_000;

    private record Seen(long bytes, long modifiedMillis) {
    }

    private final Path folder;
    private final Consumer<Path> deploy;
    private final Consumer<Path> removed;
    private final Map<Path, Seen> lastLook = new HashMap<>();
    private final Map<Path, Seen> taken = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("switchboard-deploy").daemon().factory());
    private boolean unreadable;

    DeployFolder(Path folder, Consumer<Path> deploy, Consumer<Path> removed) {
        this.folder = folder;
        this.deploy = deploy;
        this.removed = removed;
    }

    void begin() {
        thread.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    /** A deployment under way is broken off. */
    void end() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(END_LIMIT_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("A deployment is still under way while the module modules stops");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look. On the folder's own thread. */
    void look() {
        try {
            List<Path> jars = jars();
            unreadable = false;
            forgetAllBut(jars);
            jars.forEach(this::look);
        } catch (IOException | RuntimeException | LinkageError failed) { // the next look must come
            if (!unreadable) {
                LOG.warn("Deploy folder can't be read folder={}: {}", folder, failed.toString());
            }
            unreadable = true;
        }
    }

    /** One jar; that it fails says nothing about the others. */
    private void look(Path jar) {
        try {
            Seen now = new Seen(Files.size(jar), Files.getLastModifiedTime(jar).toMillis());
            if (now.equals(lastLook.put(jar, now)) && !now.equals(taken.put(jar, now))) {
                deploy.accept(jar);
            }
        } catch (IOException gone) { // removed since it was listed, or a link to nothing
            LOG.debug("Jar can't be read jar={}: {}", jar.getFileName(), gone.toString());
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("Jar of the deploy folder not taken jar={}", jar.getFileName(), fault);
        }
    }

    private List<Path> jars() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(file -> Map.entry(file, modifiedMillis(file)))
                    .sorted(Map.Entry.<Path, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey).toList();
        }
    }

    private static long modifiedMillis(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException gone) { // the look at it says so
            return 0;
        }
    }

    private void forgetAllBut(List<Path> jars) {
        lastLook.keySet().retainAll(jars);
        for (Path gone : taken.keySet().stream().filter(jar -> !jars.contains(jar)).toList()) {
            taken.remove(gone);
            removed.accept(gone);
            LOG.info(
                    "Jar removed from the deploy folder jar={}: its module goes on; at the next start the built-in one runs",
                    gone.getFileName());
        }
    }
}
