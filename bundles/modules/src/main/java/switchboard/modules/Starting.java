package switchboard.modules;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** A bundle that is started on a thread of its own: its activator or a component may never return. */
final class Starting {
    private static final long INTERRUPTED_LIMIT_MS = 1_000;

    private final CompletableFuture<Void> returned = new CompletableFuture<>();
    private final Thread thread;

    Starting(Bundle bundle) {
        thread = Thread.ofPlatform().name("switchboard-start-" + bundle.getSymbolicName()).daemon()
                .start(() -> start(bundle));
    }

    private void start(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            returned.complete(null);
        } catch (BundleException | RuntimeException | LinkageError failed) {
            returned.completeExceptionally(failed);
        }
    }

    /** Returns null when it is started, or why not; one that does not return in time is interrupted. */
    String await(Duration limit) {
        try {
            returned.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException failed) {
            return reason(failed.getCause());
        } catch (TimeoutException hanging) {
            interrupt();
            return "its start did not return within " + limit.toMillis() + " ms";
        } catch (InterruptedException stopped) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return "the process ends while it starts";
        }
    }

    private void interrupt() {
        thread.interrupt();
        try {
            thread.join(INTERRUPTED_LIMIT_MS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs it now, or when the start has returned: until then the framework keeps the bundle locked. */
    void afterwards(Runnable task) {
        returned.whenComplete((nothing, failed) -> task.run());
    }

    /** What the cause says, or else the failure itself, in one line. */
    static String reason(Throwable failed) {
        Throwable cause = failed.getCause() != null ? failed.getCause() : failed;
        return String.valueOf(cause.getMessage() != null ? cause.getMessage() : cause).lines().findFirst().orElse("");
    }
}
