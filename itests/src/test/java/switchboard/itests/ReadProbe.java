package switchboard.itests;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client that asks again and again which server reads for it. */
final class ReadProbe implements AutoCloseable {
    /** So many answers of others in a row: with two readers one that is still asked stays away once in a million millions. */
    private static final int ENOUGH_OF_OTHERS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Endpoint proxy;
    private final String whichPort;
    private final Map<String, Integer> errors = new TreeMap<>();
    private RawClient client;

    /** @param whichPort the statement that a server answers with its port; rules send it to the readers */
    ReadProbe(Endpoint proxy, String whichPort) {
        this.proxy = proxy;
        this.whichPort = whichPort;
    }

    /** Nanoseconds from now to the first answer of the server. */
    long nanosUntilIn(int port) {
        long began = System.nanoTime();
        while (!Integer.toString(port).equals(ask())) {
            pause(began, "server " + port + " reads for nobody");
        }
        return System.nanoTime() - began;
    }

    /** Nanoseconds from now to its last answer, 0 if it gives none; others must answer. */
    long nanosUntilOut(int port) {
        long began = System.nanoTime();
        long last = began;
        int others = 0;
        while (others < ENOUGH_OF_OTHERS) {
            String answer = ask();
            if (Integer.toString(port).equals(answer)) {
                last = System.nanoTime();
                others = 0;
            } else if (answer != null) {
                others++;
            }
            pause(began, "server " + port + " still reads");
        }
        return last - began;
    }

    private void pause(long began, String late) {
        if (System.nanoTime() - began > PATIENCE.toNanos()) {
            throw new AssertionError(late + " after " + PATIENCE + "; errors: " + errors);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** The port of the server that has answered, or null. */
    private String ask() {
        try {
            if (client == null) {
                client = proxy.raw();
            }
            return client.value(whichPort);
        } catch (IOException e) {
            errors.merge(String.valueOf(e.getMessage()).replaceAll("\\d{3,}ms", "N ms"), 1, Integer::sum);
            close();
            return null;
        }
    }

    /** Figures for people. */
    String report() {
        return "errors of the reading client: " + errors + "\n";
    }

    @Override
    public void close() {
        if (client != null) {
            try {
                client.close();
            } catch (IOException gone) {
                errors.merge("close: " + gone.getMessage(), 1, Integer::sum);
            }
            client = null;
        }
    }
}
