package switchboard.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.listen.Listener;

class ListenAddressesTest {
    private final List<String> failures = new ArrayList<>();

    @Test
    void readsIpv4Ipv6AndUnixSocketsInOrder() {
        var found = ListenAddresses.parse("mysql", "mysql-interfaces",
                "127.0.0.1:6033; [::1]:6034;/run/sb.sock;127.0.0.1:6033", failures);
        assertEquals(List.of(new Listener("mysql", "127.0.0.1", 6033), new Listener("mysql", "::1", 6034),
                new Listener("mysql", "/run/sb.sock", 0)), List.copyOf(found));
        assertEquals(List.of(), failures);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", "::1:6033", ":6033", "host:port"})
    void namesTheEntryThatIsNoInterface(String entry) {
        assertEquals(0, ListenAddresses.parse("admin", "admin-mysql_ifaces", entry, failures).size());
        assertEquals(List.of("admin-mysql_ifaces: '" + entry
                + "' is no interface; write IP:PORT, [IPv6]:PORT or /PATH"), failures);
    }

    @Test
    void printsListenersAsTheyAreWritten() {
        assertEquals("[::1]:6033", new Listener("mysql", "::1", 6033).toString());
        assertEquals("/run/sb.sock", new Listener("mysql", "/run/sb.sock", 0).toString());
    }
}
