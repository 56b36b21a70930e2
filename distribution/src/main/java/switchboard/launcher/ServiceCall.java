package switchboard.launcher;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a service by method name: the contracts' classes belong to bundles, which the launcher doesn't see. */
final class ServiceCall {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceCall.class);

    private ServiceCall() {
    }

    static Object of(Object service, String method, Object... arguments) {
        for (Class<?> contract : contracts(service.getClass())) {
            for (Method candidate : contract.getMethods()) {
                if (candidate.getName().equals(method) && candidate.getParameterCount() == arguments.length) {
                    try {
                        return candidate.invoke(service, arguments);
                    } catch (ReflectiveOperationException failed) {
                        throw new IllegalStateException(method + " of " + service.getClass().getName(), failed);
                    }
                }
            }
        }
        throw new IllegalStateException(service.getClass().getName() + " has no method " + method);
    }

    /** The public interfaces first: the classes themselves are hidden. */
    private static Class<?>[] contracts(Class<?> type) {
        return type.isRecord() ? new Class<?>[]{type} : type.getInterfaces();
    }

    /** Waits for a stage within the limit; what fails is logged. */
    static void await(Object stage, Duration limit) {
        try {
            ((CompletionStage<?>) stage).toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException notDrained) {
            LOG.warn("Sessions are closed: they did not end within {} s", limit.toSeconds());
        }
    }
}
