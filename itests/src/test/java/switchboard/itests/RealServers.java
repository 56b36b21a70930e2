package switchboard.itests;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Topology}, started once for the run, and their class its own {@link Switchboards}; a failed test
 * carries the last log lines.
 */
final class RealServers implements ParameterResolver, AfterTestExecutionCallback {
    private static final Namespace NAMESPACE = Namespace.create(RealServers.class);

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30)); // 10 s are short on a slow machine with other work
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Topology.class || type == Switchboards.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == Switchboards.class) {
            return switchboards(context);
        }
        return context.getRoot().getStore(NAMESPACE)
                .computeIfAbsent(OneTopology.class, key -> OneTopology.start(), OneTopology.class).orFail();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException().ifPresent(
                failure -> failure.addSuppressed(new AssertionError(switchboards(context).tails())));
    }

    private static Switchboards switchboards(ExtensionContext context) {
        ExtensionContext ofClass = context;
        while (ofClass.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
            ofClass = ofClass.getParent().orElseThrow();
        }
        return ofClass.getStore(NAMESPACE).computeIfAbsent(Switchboards.class, key -> new Switchboards(),
                Switchboards.class);
    }

    /** Started once; when that fails, all tests that need it fail at once. */
    private record OneTopology(Topology running, Throwable failure) implements AutoCloseable {
        static OneTopology start() {
            try {
                return new OneTopology(new Topology(), null);
            } catch (IOException | AssertionError e) {
                return new OneTopology(null, e);
            }
        }

        Topology orFail() {
            if (failure != null) {
                throw new IllegalStateException("there are no servers to test against", failure);
            }
            return running;
        }

        @Override
        public void close() {
            if (running != null) {
                running.close();
            }
        }
    }
}
