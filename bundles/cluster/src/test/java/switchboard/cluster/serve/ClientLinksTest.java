package switchboard.cluster.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import switchboard.api.admin.AdminStatements.Answer;
import switchboard.api.admin.AdminStatements.Session;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.cluster.mesh.MeshView;
import switchboard.cluster.mesh.NamedPrimary;
import switchboard.cluster.primary.News;

class ClientLinksTest {
    private static final String UUID = "3e55accf-fbd9-408c-bdaa-b15b2414ba89";
    private static final String OTHER = "1ec35bb9-6eca-44e6-b733-4b5a53cfcf36";

    private final ClientLinks links = new ClientLinks();
    private long now = 100;
    private String name = "";
    private List<ModuleChecksum> sums = List.of();
    private final ClusterStatements statements = new ClusterStatements(links, () -> null, () -> MeshView.NONE,
            () -> name, () -> now, new News(() -> 0, () -> NamedPrimary.NOBODY), () -> new Answer.Ok(""),
            new FreshRows(() -> null, () -> sums, () -> true));

    private record Typing(String username, String address) implements Session {
    }

    private final Session peer = new Typing("cluster", "10.0.0.7:4711");

    private Answer identify(Session session, String argument) {
        return statements.run("PROXYSQL CLUSTER_NODE_UUID " + argument, session);
    }

    @Test
    void remembersWhoAsksAndWhenLast() {
        assertEquals(new Answer.Ok(""), identify(peer, UUID + " 0.0.0.0:6032"));
        now = 130;
        statements.run("SELECT GLOBAL_CHECKSUM()", peer);
        statements.run("SELECT GLOBAL_CHECKSUM()", new Typing("admin", "10.0.0.8:1"));
        assertEquals(List.of(new ClientLinks.Link(UUID, "10.0.0.7", 4711, "0.0.0.0:6032", 130)), links.all());
    }

    @Test
    void refusesWhatProxySqlRefusesAndHangsUp() {
        assertEquals(new Answer.Farewell("Received PROXYSQL CLUSTER_NODE_UUID not from TCP socket"),
                identify(new Typing("cluster", ""), UUID + " 0.0.0.0:6032"));
        for (String wrong : List.of("x 0.0.0.0:6032", UUID, UUID + "1 0.0.0.0:6032", "")) {
            assertEquals(new Answer.Farewell("Received PROXYSQL CLUSTER_NODE_UUID with invalid format"),
                    identify(peer, wrong), wrong);
        }
        identify(peer, UUID + " 0.0.0.0:6032");
        assertEquals(new Answer.Ok(""), identify(peer, UUID + " 0.0.0.0:6032"), "the same one again");
        assertEquals(
                new Answer.Farewell(
                        "Received PROXYSQL CLUSTER_NODE_UUID with a new UUID not matching the previous one"),
                identify(peer, OTHER + " 0.0.0.0:6032"));
    }

    @Test
    void refusesANodeOfAnotherCluster() {
        name = "paris";
        assertEquals(new Answer.Ok(""), statements.run("PROXYSQL CLUSTER_NAME 'paris'", peer));
        assertInstanceOf(Answer.Farewell.class, statements.run("PROXYSQL CLUSTER_NAME ''", peer));
    }

    @Test
    void answersTheListOfChecksumsAndLeavesItToTheTableWhileNobodyComputesThem() {
        assertNull(statements.run("SELECT * FROM runtime_checksums_values ORDER BY name", peer));
        sums = List.of(new ModuleChecksum("mysql_users", 2, 1795173600, "0xA"));
        Answer.Table table = (Answer.Table) statements.run("SELECT * FROM runtime_checksums_values ORDER BY name",
                peer);
        assertEquals(List.of("name", "version", "epoch", "checksum"), table.columns());
        assertArrayEquals(new String[]{"mysql_users", "2", "1795173600", "0xA"}, table.rows().getFirst());
    }

    @Test
    void keepsAThousandRowsAtMost() {
        for (int port = 1; port <= 1100; port++) {
            identify(new Typing("cluster", "10.0.0.7:" + port), UUID + " 0.0.0.0:6032");
        }
        assertEquals(1024, links.all().size());
        assertEquals(1100, links.all().getLast().port());
    }
}
