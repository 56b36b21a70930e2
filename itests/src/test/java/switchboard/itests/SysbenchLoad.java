package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * sysbench beside a test: 100 transactions a second of eight clients that take every error, until it is closed. It is
 * begun anew every 20 s: clients that were cut off do not always go on by themselves.
 */
final class SysbenchLoad implements AutoCloseable {
    private static final long STOP_SECONDS = 10;

    private final Process process;

    private SysbenchLoad(Process process) {
        this.process = process;
    }

    /** Makes its tables in schema test and begins; its figures go to a file. */
    static SysbenchLoad start(Endpoint proxy, Path report) {
        Shell.run(command(proxy, "prepare").toArray(String[]::new)).orFail();
        try {
            return new SysbenchLoad(
                    new ProcessBuilder("bash", "-c",
                            "while :; do " + String.join(" ", command(proxy, "run")) + "; done")
                            .redirectErrorStream(true).redirectOutput(report.toFile()).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Endpoint proxy, String verb) {
        List<String> command = new ArrayList<>(List.of("sysbench", "oltp_read_write", "--db-driver=mysql",
                "--mysql-host=127.0.0.1", "--mysql-port=" + proxy.port(), "--mysql-user=" + proxy.user(),
                "--mysql-password=" + proxy.password(), "--mysql-db=" + proxy.schema(), "--mysql-ignore-errors=all",
                "--db-ps-mode=disable", "--tables=4", "--table-size=2000", "--report-interval=5"));
        if (verb.equals("run")) {
            command.addAll(List.of("--threads=8", "--time=20", "--forced-shutdown=3", "--events=0", "--rate=100"));
        }
        command.add(verb);
        return command;
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
