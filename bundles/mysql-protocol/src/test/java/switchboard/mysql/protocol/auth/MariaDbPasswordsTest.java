package switchboard.mysql.protocol.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** MariaDB's plugins, checked against its manual and the platform's own Ed25519. */
class MariaDbPasswordsTest {
    private static boolean verifies(byte[] publicKey, byte[] signature, byte[]... message) throws Exception {
        byte[] big = new byte[32];
        for (int i = 0; i < 32; i++) {
            big[i] = publicKey[31 - i];
        }
        boolean odd = (big[0] & 0x80) != 0;
        big[0] &= 0x7F;
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, big)))));
        for (byte[] part : message) {
            check.update(part);
        }
        return check.verify(signature);
    }

    @Test
    void ed25519KeyIsTheOneOfMariaDbsManual() {
        assertEquals("ZIgUREUg5PVgQ6LskhXmO+eZLS0nC8be6HPjYWR4YJY",
                Base64.getEncoder().withoutPadding().encodeToString(Ed25519Password.publicKey("secret")));
    }

    @Test
    void ed25519SignaturesAreThoseOfTheStandard() throws Exception {
        for (String password : new String[]{"", "secret", "gr\u00FC\u00DFe", "x".repeat(200)}) {
            byte[] nonce = new byte[32];
            Arrays.fill(nonce, (byte) password.length());
            byte[] signature = Ed25519Password.sign(password, nonce);
            byte[] key = Ed25519Password.publicKey(password);
            assertTrue(verifies(key, signature, nonce), password);
            nonce[31]++;
            assertFalse(verifies(key, signature, nonce), password);
        }
    }

    @Test
    void parsecSignsBothNoncesWithTheKeyOfThePassword() throws Exception {
        byte[] salt = new byte[20];
        salt[0] = 'P';
        salt[1] = 1;
        byte[] server = new byte[32];
        byte[] own = new byte[32];
        Arrays.fill(server, (byte) 5);
        Arrays.fill(own, (byte) 6);
        byte[] proof = ParsecPassword.prove("sesam", server, salt, own);
        assertEquals(96, proof.length);
        assertArrayEquals(own, Arrays.copyOf(proof, 32));
        Signature same = Signature.getInstance("Ed25519");
        same.initSign(KeyFactory.getInstance("Ed25519").generatePrivate(
                new java.security.spec.EdECPrivateKeySpec(NamedParameterSpec.ED25519, pbkdf2("sesam", salt, 2048))));
        same.update(server);
        same.update(own);
        assertArrayEquals(same.sign(), Arrays.copyOfRange(proof, 32, 96));
    }

    /** RFC 8018, first block. */
    private static byte[] pbkdf2(String password, byte[] salt, int iterations) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(password.getBytes(java.nio.charset.StandardCharsets.UTF_8), "HmacSHA512"));
        mac.update(salt, 2, salt.length - 2);
        byte[] round = mac.doFinal(new byte[]{0, 0, 0, 1});
        byte[] sum = round.clone();
        for (int i = 1; i < iterations; i++) {
            round = mac.doFinal(round);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= round[j];
            }
        }
        return Arrays.copyOf(sum, 32);
    }

    @Test
    void parsecRefusesASaltThatWouldCostTooMuch() {
        byte[] salt = new byte[20];
        salt[0] = 'P';
        salt[1] = 4;
        assertThrows(IllegalArgumentException.class,
                () -> ParsecPassword.prove("a", new byte[32], salt, new byte[32]));
        assertThrows(IllegalArgumentException.class,
                () -> ParsecPassword.prove("a", new byte[32], new byte[3], new byte[32]));
    }
}
