package switchboard.itests;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A MariaDB that speaks TLS, with a certificate that nobody has signed; those of the topology speak none. */
final class TlsServer implements AutoCloseable {
    private static final String ACCOUNT = "CREATE DATABASE test; CREATE USER app@'%' IDENTIFIED BY 'app_pw'; "
            + "GRANT ALL ON *.* TO app@'%' WITH GRANT OPTION";

    private final Path folder = Workspace.temporaryFolder("tls");
    private final int port = Workspace.freePorts(1).getFirst();
    private final Process process;

    /** @param options of the server beyond the usual */
    TlsServer(String... options) throws IOException {
        Path home = MariaDbBinary.home();
        Path data = folder.resolve("data");
        List<String> common = new ArrayList<>(List.of("--no-defaults", "--basedir=" + home, "--datadir=" + data));
        if (System.getProperty("user.name").equals("root")) {
            common.add("--user=root");
        }
        List<String> install = new ArrayList<>(common);
        install.addFirst(home.resolve("scripts/mariadb-install-db").toString());
        install.addAll(List.of("--auth-root-authentication-method=normal", "--skip-test-db"));
        Shell.run(Map.of(), "", install).orFail();
        List<String> serve = new ArrayList<>(common);
        serve.addFirst(home.resolve("bin/mariadbd").toString());
        serve.addAll(List.of("--port=" + port, "--socket=" + folder.resolve("sock"), "--bind-address=127.0.0.1",
                "--skip-name-resolve"));
        serve.addAll(List.of(options));
        process = new ProcessBuilder(serve).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile())
                .start();
        Awaitility.await("a server with TLS").atMost(Duration.ofSeconds(60)).until(() -> ask("SELECT 1").status() == 0);
        ask(ACCOUNT).orFail();
    }

    private Shell.Result ask(String statement) throws IOException {
        return Shell.run(MariaDbBinary.home().resolve("bin/mariadb").toString(), "--no-defaults",
                "--socket=" + folder.resolve("sock"), "--user=root", "--execute=" + statement);
    }

    /** Its Unix socket. */
    Path socket() {
        return folder.resolve("sock");
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Workspace.delete(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
