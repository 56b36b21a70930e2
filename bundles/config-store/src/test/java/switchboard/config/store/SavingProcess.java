package switchboard.config.store;

import java.io.PrintStream;
import java.nio.file.Path;
import switchboard.api.config.Layer;

/** A process that saves one more server again and again, and says after each OK how many there are. */
final class SavingProcess {
    private SavingProcess() {
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        System.setOut(System.err); // whatever logs there
        try (RunningStore running = new RunningStore(Path.of(args[0]))) {
            FakeModule module = running.start(FakeModule.servers());
            for (int count = module.running().get("mysql_servers").size() + 1;; count++) {
                running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (" + count + ", 'db')");
                running.copy("MYSQL SERVERS", Layer.MEMORY, Layer.DISK);
                out.println("saved " + count);
            }
        }
    }
}
