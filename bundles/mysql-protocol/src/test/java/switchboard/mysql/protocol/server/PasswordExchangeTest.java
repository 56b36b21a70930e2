package switchboard.mysql.protocol.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.auth.AuthPlugin;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.auth.StoredPassword;
import switchboard.mysql.protocol.server.PasswordExchange.Verdict;

/** Accounts that are proven by a certificate. */
class PasswordExchangeTest {
    private static final byte[] SCRAMBLE = new byte[32];

    private static Verdict prove(Certificate certificate, String plugin, byte[] proof) {
        Account account = new Account(StoredPassword.parse("secret"), false, Optional.empty(), Optional.empty(),
                certificate);
        return new PasswordExchange(account, new byte[20], true, null).begin(plugin, plugin, proof);
    }

    @Test
    void aCertificateThatFitsStandsForAnyPassword() {
        var sha2 = assertInstanceOf(Verdict.Proven.class,
                prove(Certificate.FITS, AuthPlugin.CACHING_SHA2_PASSWORD, SCRAMBLE));
        assertArrayEquals(new byte[]{1, 3}, sha2.notice(), "the client waits for it");
        assertEquals(Secret.NONE, sha2.secret(), "nothing is learned");
        for (byte[] proof : new byte[][]{{}, new byte[20]}) {
            var plain = assertInstanceOf(Verdict.Proven.class,
                    prove(Certificate.FITS, AuthPlugin.MYSQL_NATIVE_PASSWORD, proof));
            assertEquals(0, plain.notice().length);
        }
        assertInstanceOf(Verdict.Proven.class,
                prove(Certificate.FITS, AuthPlugin.MYSQL_CLEAR_PASSWORD, new byte[]{'x', 0}));
    }

    @Test
    void withoutItTheRightPasswordDoesNotHelp() {
        byte[] right = "secret\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertInstanceOf(Verdict.Denied.class, prove(Certificate.DIFFERS, AuthPlugin.MYSQL_CLEAR_PASSWORD, right));
        assertInstanceOf(Verdict.Proven.class, prove(Certificate.NOT_ASKED, AuthPlugin.MYSQL_CLEAR_PASSWORD, right));
        assertInstanceOf(Verdict.Denied.class,
                prove(Certificate.DIFFERS, AuthPlugin.MYSQL_NATIVE_PASSWORD, new byte[20]));
    }
}
