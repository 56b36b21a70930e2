package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.server.Certificate;

/** Which certificates fit an account. */
class SpiffeIdTest {
    private static Certificate compare(String wanted, String id) {
        return SpiffeId.compare(wanted, Optional.ofNullable(id));
    }

    @Test
    void anIdIsEqualOrMatchesAsAWhole() {
        assertEquals(Certificate.FITS, compare("spiffe://corp/web", "spiffe://corp/web"));
        assertEquals(Certificate.DIFFERS, compare("spiffe://corp/web", "spiffe://corp/web2"));
        assertEquals(Certificate.FITS, compare("!spiffe://corp/w.*", "spiffe://corp/web"));
        assertEquals(Certificate.DIFFERS, compare("!corp", "spiffe://corp/web"));
        assertEquals(Certificate.DIFFERS, compare("!(", "spiffe://corp/web"), "a broken pattern lets nobody in");
        assertEquals(Certificate.DIFFERS, compare("spiffe://corp/web", null));
    }

    @Test
    void anAccountWithoutTheAttributeIsProvenByItsPassword() {
        assertEquals(Certificate.NOT_ASKED, SpiffeId.of("", Optional.empty()));
        assertEquals(Certificate.NOT_ASKED, SpiffeId.of("{\"other\": \"spiffe_id\"}", Optional.empty()));
        assertEquals(Certificate.DIFFERS, SpiffeId.of("{\"spiffe_id\": \"spiffe://corp/web\"}", Optional.empty()));
    }
}
