package switchboard.launcher;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Holds back what is written to stderr: the Declarative Services runtime prints the stack trace of a component that can't
 * be activated, where an operator shall read one line.
 */
final class HeldErrors implements AutoCloseable {
    private final PrintStream real = System.err;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    HeldErrors() {
        System.setErr(new PrintStream(held, true, StandardCharsets.UTF_8));
    }

    /** All went well: what was written is shown after all. */
    void show() {
        real.print(held.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        System.setErr(real);
    }
}
