package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs other programs to their end. */
final class Shell {
    private static final long LIMIT_SECONDS = 120;

    /** What a program said. */
    record Result(int status, String out, String err) {
        Result orFail() {
            if (status != 0) {
                throw new AssertionError("exit status " + status + "\n" + out + err);
            }
            return this;
        }
    }

    private Shell() {
    }

    /** Runs a program in the root folder; its output goes to files, so that daemons it leaves behind hold no pipe. */
    static Result run(Map<String, String> environment, String input, List<String> command) {
        return run(environment, input, command, LIMIT_SECONDS);
    }

    /** Runs one that may take longer. */
    static Result run(Map<String, String> environment, String input, List<String> command, long limitSeconds) {
        try {
            Path folder = Files.createTempDirectory("switchboard-shell-");
            Path out = folder.resolve("out");
            Path err = folder.resolve("err");
            Path in = Files.writeString(folder.resolve("in"), input);
            ProcessBuilder builder = new ProcessBuilder(command).directory(Workspace.root().toFile())
                    .redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        command + " still runs after " + limitSeconds + " s\n" + text(out) + text(err));
            }
            Result result = new Result(process.exitValue(), text(out), text(err));
            Workspace.delete(folder);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Result run(String... command) {
        return run(Map.of(), "", List.of(command));
    }

    /** Whether a program is on the PATH. */
    static boolean has(String program) {
        return run("bash", "-c", "command -v " + program).status() == 0;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
