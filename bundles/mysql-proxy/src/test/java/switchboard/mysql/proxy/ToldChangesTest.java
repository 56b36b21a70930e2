package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** What answers that the proxy gives itself say of the session. */
class ToldChangesTest {
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    private static String answer(RawClient client, int command, String text) throws IOException {
        client.send(command, text).sequenceGoesOnFrom(0);
        return ByteBufUtil.hexDump(client.next());
    }

    @Test
    void clientsThatFollowTheirSessionHearOfItsSchemaAndVariables() throws IOException {
        RawClient client = proxy.client("app", RawClient.USUAL | Capability.CLIENT_SESSION_TRACK);
        assertEquals("0000000240000000" + "070105" + "0474657374", answer(client, Command.COM_QUERY, "USE test"));
        assertEquals("0000000240000000" + "070105" + "0473686f70", answer(client, Command.COM_INIT_DB, "shop"));
        assertEquals("0000000040000000" + "11000f" + "0a6175746f636f6d6d6974" + "034f4646",
                answer(client, Command.COM_QUERY, "SET autocommit=0"));
        assertEquals("00000000000000", answer(client, Command.COM_QUERY, "SET sql_safe_updates=1"));
    }

    @Test
    void othersHearNothingOfIt() throws IOException {
        assertEquals("00000002000000", answer(proxy.client(), Command.COM_QUERY, "USE test"));
    }

    @Test
    void theStatusSaysHowToQuote() {
        RawClient client = proxy.client();
        int quoting = StatusFlag.SERVER_STATUS_NO_BACKSLASH_ESCAPES;
        assertEquals(quoting, client.query("SET sql_mode='ansi,no_backslash_escapes'").ok().statusFlags() & quoting);
        assertEquals(quoting, client.query("SET NAMES utf8mb4").ok().statusFlags() & quoting);
        assertEquals(0, client.query("SET sql_mode='ANSI'").ok().statusFlags() & quoting);
    }

    @Test
    void aSchemaThatIsMadeAgainIsEnteredAgain() {
        RawClient client = proxy.client();
        for (int round = 0; round < 3; round++) { // the first is named at the connection's login
            client.query("USE again");
            assertTrue(client.query("CREATE TABLE t (a INT)").isOk());
            assertEquals(round, server.count("1:COM_INIT_DB again"), () -> server.log().toString());
            assertTrue(client.query("DROP DATABASE again").isOk());
        }
    }
}
