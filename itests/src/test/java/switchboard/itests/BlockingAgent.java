package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;

/**
 * Loaded into the product's process as a Java agent: writes down each call on an event loop that would wait, once for
 * each place it comes from. Nothing is thrown, so one finding does not hide the next.
 */
public final class BlockingAgent {
    private static final String LOOP = "switchboard-loop";

    private BlockingAgent() {
    }

    /** @param report the file to which findings are appended */
    public static void premain(String report, Instrumentation instrumentation) {
        Findings findings = new Findings(Path.of(report));
        BlockHound.builder()
                .nonBlockingThreadPredicate(before -> before.or(thread -> thread.getName().startsWith(LOOP)))
                // Loading a class reads a jar: once, when a code path is taken for the first time.
                .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
                .allowBlockingCallsInside("java.lang.invoke.MethodHandleNatives", "linkCallSite")
                .blockingMethodCallback(findings::add).install();
        findings.ready();
    }

    /** The report file. */
    private static final class Findings {
        private final Set<String> seen = ConcurrentHashMap.newKeySet();
        private final Path report;

        Findings(Path report) {
            this.report = report;
        }

        void ready() {
            write("ready\n");
        }

        void add(BlockingMethod method) {
            StringBuilder text = new StringBuilder(method.toString()).append('\n');
            for (StackTraceElement each : new Throwable().getStackTrace()) {
                if (!each.getClassName().startsWith("reactor.blockhound")
                        && !each.getClassName().contains("BlockingAgent")) {
                    text.append("    ").append(each).append('\n');
                }
            }
            if (seen.add(text.toString())) {
                write(text.toString());
            }
        }

        private synchronized void write(String text) {
            try {
                Files.writeString(report, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
