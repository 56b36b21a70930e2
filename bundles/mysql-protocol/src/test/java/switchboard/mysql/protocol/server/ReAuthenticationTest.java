package switchboard.mysql.protocol.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.auth.AuthPlugin;
import switchboard.mysql.protocol.auth.NativePassword;
import switchboard.mysql.protocol.auth.Scramble;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.auth.StoredPassword;
import switchboard.mysql.protocol.packet.ChangeUser;
import switchboard.mysql.protocol.packet.ErrPacket;

class ReAuthenticationTest {
    private static final byte[] NONCE = new Scramble(new Random(8)).next();
    private static final long CAPABILITIES = Capability.CLIENT_PROTOCOL_41 | Capability.CLIENT_PLUGIN_AUTH
            | Capability.CLIENT_SECURE_CONNECTION;

    private final ReAuthentication again = new ReAuthentication(
            new LoginSettings("8.0.11", 9, CAPABILITIES, 33, AuthPlugin.MYSQL_NATIVE_PASSWORD, Duration.ofSeconds(10),
                    null, null, 4096, () -> new InetSocketAddress("10.1.2.3", 5000)),
            (user, attempt) -> user.equals("other")
                    ? new Account(new StoredPassword.Clear("sesam"), false, Optional.empty())
                    : null,
            new Login("app", null, CAPABILITIES, 33, Map.of(), false, Secret.NONE, 0, NONCE, 2), Optional.empty());

    private static ByteBuf change(String user, byte[] proof, String plugin) {
        ByteBuf out = Unpooled.buffer();
        new ChangeUser(user, proof, "shop", 45, plugin, Map.of()).encode(out, 0, CAPABILITIES);
        return out;
    }

    @Test
    void takesTheNonceOfTheGreeting() {
        LoginStep step = again
                .begin(change("other", NativePassword.scramble("sesam", NONCE), "mysql_native_password"));
        Login login = assertInstanceOf(LoginStep.Accepted.class, step).login();
        assertEquals("other", login.username());
        assertEquals("shop", login.schema());
        assertEquals(45, login.collationId());
        assertEquals(CAPABILITIES, login.capabilities());
        assertEquals(1, login.nextSequenceId());
    }

    @Test
    void switchesThePluginAndGoesOn() {
        LoginStep ask = again.begin(change("other", new byte[32], "sha256_password"));
        assertEquals(1, assertInstanceOf(LoginStep.Ask.class, ask).packet()[3]);
        ByteBuf answer = Unpooled.buffer();
        Packets.write(answer, 2, NativePassword.scramble("sesam", NONCE));
        assertEquals(3, assertInstanceOf(LoginStep.Accepted.class, again.answer(answer)).login().nextSequenceId());
    }

    @Test
    void asksAgainWhenTheProofCanBeNone() {
        LoginStep ask = again.begin(change("other", "sesam".getBytes(), "mysql_native_password"));
        assertInstanceOf(LoginStep.Ask.class, ask);
        ByteBuf answer = Unpooled.buffer();
        Packets.write(answer, 2, NativePassword.scramble("sesam", NONCE));
        assertInstanceOf(LoginStep.Accepted.class, again.answer(answer));
    }

    @Test
    void refusesAWrongPassword() {
        LoginStep step = again.begin(change("other", new byte[20], "mysql_native_password"));
        LoginStep.Refused refused = assertInstanceOf(LoginStep.Refused.class, step);
        ErrPacket error = ErrPacket.decode(Unpooled.wrappedBuffer(refused.packet()).skipBytes(Packets.HEADER_BYTES));
        assertEquals("ProxySQL Error: Access denied for user 'other'@'10.1.2.3' (using password: YES)",
                error.message());
        assertEquals(LoginRefusal.WRONG_PASSWORD, refused.why());
    }

    @Test
    void answersGarbageWithAnError() {
        ByteBuf garbage = Unpooled.buffer();
        Packets.write(garbage, 0, new byte[]{0x11, 'x'});
        LoginStep.Refused refused = assertInstanceOf(LoginStep.Refused.class, again.begin(garbage));
        assertEquals(LoginRefusal.MALFORMED_PACKET, refused.why());
        assertTrue(refused.packet().length > Packets.HEADER_BYTES);
    }
}
