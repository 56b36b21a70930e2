package switchboard.config.store;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import switchboard.api.config.Layer;

/**
 * A process that changes, loads and saves two modules again and again. All rows of a module bear one number, which goes
 * up; it says what it finds at its start, what it is going to save, and what was saved.
 */
final class StormProcess {
    private static final int ROWS = 200;

    private StormProcess() {
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        System.setOut(System.err); // whatever logs there
        Random random = new Random(Long.parseLong(args[1]));
        try (RunningStore running = new RunningStore(Path.of(args[0]))) {
            running.start(FakeModule.servers());
            running.start(FakeModule.users());
            long[] numbers = {found(running, out, "servers"), found(running, out, "users")};
            String filler = "x".repeat(1000);
            while (true) {
                int module = random.nextInt(2);
                String name = module == 0 ? "servers" : "users";
                long next = ++numbers[module];
                running.type("DELETE FROM mysql_" + name);
                running.type("INSERT INTO mysql_"
                        + name + (module == 0
                                ? "(hostgroup_id, hostname"
                                : "(max_connections,"
                                        + " username")
                        + ", comment) SELECT X, 'h' || X, '" + next + " " + filler
                        + "' || RANDOM_UUID() FROM SYSTEM_RANGE(1, " + ROWS + ")");
                running.load("MYSQL " + name.toUpperCase(java.util.Locale.ROOT));
                out.println("saving " + name + " " + next);
                running.copy("MYSQL " + name.toUpperCase(java.util.Locale.ROOT), Layer.MEMORY, Layer.DISK);
                out.println("saved " + name + " " + next);
            }
        }
    }

    private static long found(RunningStore running, PrintStream out, String name) throws Exception {
        List<String> rows = running.ask("SELECT LEFT(comment, LOCATE(' ', comment) - 1), COUNT(*) FROM mysql_" + name
                + " GROUP BY 1");
        boolean whole = rows.isEmpty() || rows.size() == 1 && rows.getFirst().endsWith("|" + ROWS);
        String number = rows.isEmpty() ? "0" : rows.getFirst().split("\\|")[0];
        out.println(whole ? "found " + name + " " + number : "torn " + rows);
        return Long.parseLong(number);
    }
}
