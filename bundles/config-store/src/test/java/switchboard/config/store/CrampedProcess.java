package switchboard.config.store;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import switchboard.api.config.ConfigRefusedException;

/** A process that may not write big files tries to save more than fits, then something small. */
final class CrampedProcess {
    private static final String SERVERS = "MYSQL SERVERS";

    private CrampedProcess() {
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        System.setOut(System.err); // whatever logs there
        try (RunningStore running = new RunningStore(Path.of(args[0]))) {
            running.start(FakeModule.servers());
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'saved')");
            running.save(SERVERS);
            Path file = Path.of(args[0], "switchboard.mv.db");
            long before = Files.size(file);
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname, comment)"
                    + " SELECT X, RANDOM_UUID(), RANDOM_UUID() || RANDOM_UUID() FROM SYSTEM_RANGE(1, 30000)");
            try {
                running.save(SERVERS);
            } catch (ConfigRefusedException e) {
                out.println("said: " + e.getMessage());
            }
            boolean asBefore = Files.size(file) <= before + (64 << 10);
            running.load(SERVERS); // nor does its history stop it
            int main = running.servers("main").size();
            int disk = running.servers("disk").size();
            running.type("DELETE FROM mysql_servers WHERE hostname <> 'saved'");
            running.save(SERVERS);
            out.println("said: main " + main + " disk " + disk + " bytes as before " + asBefore + " saved again "
                    + running.servers("disk").size());
        }
    }
}
