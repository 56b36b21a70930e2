package switchboard.config.store;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import switchboard.api.config.Layer;

/** Loads and saves many users, or starts with those that were saved; says how long it took. */
final class MillionUsersProcess {
    private static final String USERS = "MYSQL USERS";

    private MillionUsersProcess() {
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        System.setOut(System.err); // whatever logs there
        int users = Integer.parseInt(args[1]);
        long begin = System.nanoTime();
        try (RunningStore running = new RunningStore(Path.of(args[0]))) {
            FakeModule module = FakeModule.users();
            running.bind(module, 1);
            while (!running.store.isPublished(module)) {
                Thread.onSpinWait();
            }
            begin = lap(out, "start", begin);
            int found = module.running().get("mysql_users").size();
            if (found == 0) {
                for (int from = 1; from <= users; from += 1000) {
                    running.type("INSERT INTO mysql_users(username, password) SELECT 'user' || X, 'secret' || X"
                            + " FROM SYSTEM_RANGE(" + from + ", " + (from + 999) + ")");
                }
                begin = lap(out, "insert", begin);
                running.copy(USERS, Layer.MEMORY, Layer.RUNTIME);
                begin = lap(out, "load", begin);
                running.copy(USERS, Layer.MEMORY, Layer.DISK);
                begin = lap(out, "save", begin);
                running.type("UPDATE mysql_users SET comment = 'changed' WHERE username = 'user77'");
                running.copy(USERS, Layer.MEMORY, Layer.RUNTIME);
                running.copy(USERS, Layer.MEMORY, Layer.DISK);
                begin = lap(out, "one changed, load and save", begin);
            }
            out.println("users " + module.running().get("mysql_users").size());
        }
        lap(out, "stop", begin);
    }

    private static long lap(PrintStream out, String what, long begin) {
        long now = System.nanoTime();
        out.println(what + " ms=" + TimeUnit.NANOSECONDS.toMillis(now - begin));
        return now;
    }
}
