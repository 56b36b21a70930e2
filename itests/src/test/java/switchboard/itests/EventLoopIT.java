package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.blockhound.BlockHound;

/** No event loop waits: BlockHound watches the product's process while 64 clients, an administrator and failures do theirs. */
@ExtendWith(RealServers.class)
class EventLoopIT {
    private static final int CLIENTS = 64;
    private static final long QUERIES = 20_000;

    @Test
    void nothingBlocksUnderLoad(Topology servers, Switchboards switchboards)
            throws IOException, SQLException, URISyntaxException {
        servers.onSource("DROP TABLE IF EXISTS load_test",
                "CREATE TABLE load_test (id INT AUTO_INCREMENT PRIMARY KEY, x INT)");
        Path folder = Workspace.temporaryFolder("agent");
        Path report = folder.resolve("report");
        String agent = "-javaagent:" + agentJar(folder) + "=" + report
                + " -XX:+AllowRedefinitionToAddDeleteMethods -XX:+EnableDynamicAgentLoading"
                + " -XX:-AutoCreateSharedArchive"; // an agent's classes may not be archived
        Switchboard switchboard = switchboards
                .prepare(SwitchboardConfig.empty().server(10, servers.port(1)).server(20, servers.port(2))
                        .user("app", "app_pw", 10).splitting(), Map.of("JAVA_OPTS", agent))
                .start();
        assertEquals("ready\n", Files.readString(report), "the detector is at work and the start blocked no loop");
        try (ReadWriteLoad load = new ReadWriteLoad(switchboard.proxy(), CLIENTS, "2")) {
            Awaitility.await(QUERIES + " queries").atMost(Duration.ofMinutes(2)).until(() -> {
                administer(switchboard);
                return load.done() > QUERIES || !load.wrong().isEmpty();
            });
            assertEquals(List.of(), load.finish());
        }
        assertEquals("ready\n", Files.readString(report));
        switchboard.stop();
        Workspace.delete(folder);
    }

    /** What an administrator does meanwhile: reads, and loads that touch the data path. */
    private static void administer(Switchboard switchboard) {
        switchboard.admin("SELECT COUNT(*) FROM stats_mysql_query_digest_reset",
                "SELECT COUNT(*) FROM stats_mysql_connection_pool", "SELECT COUNT(*) FROM stats_mysql_processlist",
                "LOAD MYSQL QUERY RULES TO RUNTIME", "LOAD MYSQL USERS TO RUNTIME", "LOAD MYSQL VARIABLES TO RUNTIME",
                "LOAD MYSQL SERVERS TO RUNTIME", "SAVE MYSQL SERVERS TO DISK");
    }

    private static Path agentJar(Path folder) throws IOException, URISyntaxException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", BlockingAgent.class.getName());
        attributes.putValue("Can-Redefine-Classes", "true");
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.putValue("Can-Set-Native-Method-Prefix", "true");
        attributes.putValue("Class-Path",
                BlockHound.class.getProtectionDomain().getCodeSource().getLocation().toURI().toString());
        Path jar = folder.resolve("agent.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (String name : List.of("BlockingAgent", "BlockingAgent$Findings")) {
                String path = "switchboard/itests/" + name + ".class";
                out.putNextEntry(new ZipEntry(path));
                try (InputStream in = EventLoopIT.class.getClassLoader().getResourceAsStream(path)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }
}
