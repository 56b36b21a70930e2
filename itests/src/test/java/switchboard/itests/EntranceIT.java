package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ways in and out: PROXY protocol, Unix sockets, IPv6; and who is not let in. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntranceIT {
    private static final int BY_SOCKET = 30;
    private static final int BY_IPV6 = 31;
    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};

    private final TlsServer behindSocket;
    private final int port6 = Workspace.freePorts(1).getFirst();
    private final Path socket = Workspace.temporaryFolder("entrance").resolve("sock");
    private final Switchboard switchboard;
    private final boolean ipv6 = hasIpv6();

    EntranceIT(Topology servers, Switchboards switchboards) throws IOException {
        behindSocket = new TlsServer();
        SwitchboardConfig config = SwitchboardConfig.of(servers).listen(socket.toString())
                .serverAt(BY_SOCKET, behindSocket.socket().toString(), 0)
                .mysql("proxy_protocol_networks", "\"*\"").mysql("connect_timeout_client", 4000)
                .mysql("client_host_cache_size", 10).mysql("client_host_error_counts", 3)
                .rule("rule_id=1", "active=1", "proxy_port=" + port6, "destination_hostgroup="
                        + SwitchboardConfig.WRITER, "apply=1")
                .rule("rule_id=2", "active=1", "match_pattern=\"by socket\"", "destination_hostgroup=" + BY_SOCKET,
                        "apply=1")
                .rule("rule_id=3", "active=1", "match_pattern=\"by ipv6\"", "destination_hostgroup=" + BY_IPV6,
                        "apply=1");
        switchboard = switchboards.start(ipv6
                ? config.listen("[::1]:" + port6).serverAt(BY_IPV6, "::1", port6) // to itself: rule 1 sends it on
                : config);
    }

    @AfterAll
    void stopServer() {
        behindSocket.close();
        Workspace.delete(socket.getParent());
    }

    private static boolean hasIpv6() {
        try (ServerSocket tried = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return tried.isBound();
        } catch (IOException none) {
            return false;
        }
    }

    private static byte[] version1(String address, int port) {
        return ("PROXY TCP4 " + address + " 127.0.0.1 " + port + " 6033\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] version2(String address, int port) throws IOException {
        return ByteBuffer.allocate(16 + 36).put(SIGNATURE).put((byte) 0x21).put((byte) 0x21).putShort((short) 36)
                .put(InetAddress.getByName(address).getAddress()).put(InetAddress.getByName("::1").getAddress())
                .putShort((short) port).putShort((short) 6033).array();
    }

    @Test
    void aProxyInFrontTellsWhoTheClientIs() throws IOException {
        try (RawClient one = RawClient.login(switchboard.proxy(), version1("10.1.2.3", 4711));
                RawClient two = RawClient.login(switchboard.proxy(), version2("2001:db8::7", 4712))) {
            assertEquals("1", one.value("SELECT 1"));
            assertEquals("2", two.value("SELECT 2"));
            assertEquals(List.of(List.of("10.1.2.3", "4711"), List.of("2001:db8:0:0:0:0:0:7", "4712")),
                    switchboard.admin("SELECT cli_host, cli_port FROM stats_mysql_processlist WHERE cli_port IN "
                            + "(4711, 4712) ORDER BY cli_port"));
        }
        assertThrows(IOException.class, () -> RawClient.login(switchboard.proxy(),
                "PROXY TCP9 x y z\r\n".getBytes(StandardCharsets.US_ASCII)).close());
    }

    @Test
    void clientsComeByAUnixSocket() throws IOException {
        Shell.Result result = Shell.run(Map.of(), "", List.of(
                MariaDbBinary.home().resolve("bin/mariadb").toString(), "--no-defaults", "--protocol=socket",
                "--socket=" + socket, "--user=app", "--password=app_pw", "--batch", "--skip-column-names",
                "--execute=SELECT 'by unix'"));
        assertEquals("by unix\n", result.orFail().out());
    }

    @Test
    void serversAreReachedByUnixSocket() throws IOException {
        try (RawClient client = switchboard.proxy().raw()) {
            assertEquals(Integer.toString(behindSocket.port()), client.value("SELECT @@port /* by socket */"));
        }
    }

    @Test
    void clientsAndServersSpeakIpv6() throws IOException {
        assumeTrue(ipv6, "this machine has no IPv6");
        try (RawClient client = switchboard.proxy().raw()) {
            assertEquals("by ipv6", client.value("SELECT 'by ipv6'"));
            assertEquals(List.of(List.of("1")), switchboard.admin(
                    "SELECT COUNT(*) FROM stats_mysql_connection_pool WHERE srv_host='::1' AND Queries > 0"));
        }
    }

    @Test
    void aClientThatSaysNothingIsDropped() throws IOException {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), switchboard.proxy().port())) {
            silent.setSoTimeout(30_000);
            InputStream in = silent.getInputStream();
            assertTrue(in.read() >= 0, "it is greeted");
            while (in.read() >= 0) {
                // the rest of the greeting, then the end
            }
        }
    }

    @Test
    void anAddressWithManyWrongPasswordsIsTurnedAway() throws IOException {
        byte[] guesser = version1("10.9.9.9", 1);
        Endpoint wrong = switchboard.proxy().as("app", "guess");
        for (int i = 0; i < 3; i++) {
            IOException refused = assertThrows(IOException.class, () -> RawClient.login(wrong, guesser).close());
            assertTrue(refused.getMessage().contains("1045"), refused.getMessage());
        }
        switchboard.awaitAdmin(List.of(List.of("10.9.9.9", "3")),
                "SELECT client_address, error_count FROM stats_mysql_client_host_cache");
        assertThrows(IOException.class, () -> RawClient.login(switchboard.proxy(), guesser).close(),
                "not even with the right one");
        try (RawClient other = RawClient.login(switchboard.proxy(), version1("10.9.9.8", 1))) {
            assertEquals("1", other.value("SELECT 1"), "others are not meant");
        }
    }
}
