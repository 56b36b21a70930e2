package switchboard.mysql.protocol.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private static final byte[] NONCE = HexFormat.of().parseHex("0102030405060708090a0b0c0d0e0f1011121314");

    @ParameterizedTest // SELECT PASSWORD('...') on MariaDB 10.11
    @CsvSource({"password,*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19", "root,*81F5E21E35407D884A6CD4A731AEBFB6AF209E1B"})
    void hashesAsTheServerDoes(String password, String stored) {
        assertEquals(stored, NativePassword.hash(password));
    }

    @Test
    void nativeProofOfClearTextAndOfItsFirstStageAreEqual() {
        byte[] stage1 = NativePassword.stage1("sbtest".getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(NativePassword.scramble("sbtest", NONCE), NativePassword.scrambleStage1(stage1, NONCE));
    }

    @Test
    void nativeProofGivesAwayTheFirstStageToWhoKnowsTheSecond() {
        byte[] stage1 = NativePassword.stage1("sbtest".getBytes(StandardCharsets.UTF_8));
        byte[] proof = NativePassword.scramble("sbtest", NONCE);
        byte[] learned = NativePassword.recoverStage1(NativePassword.stage2(stage1), NONCE, proof).orElseThrow();
        assertArrayEquals(stage1, learned);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 19, 21, 32})
    void nativeProofOfAnotherLengthIsWrong(int length) {
        byte[] stage2 = NativePassword.stage2(NativePassword.stage1(new byte[]{'x'}));
        assertTrue(NativePassword.recoverStage1(stage2, NONCE, new byte[length]).isEmpty());
        assertFalse(NativePassword.verify("x", NONCE, new byte[length]));
    }

    @Test
    void sha2ProofFitsItsPasswordOnly() {
        byte[] proof = CachingSha2Password.scramble("sbtest", NONCE);
        assertTrue(CachingSha2Password.verify("sbtest", NONCE, proof));
        assertFalse(CachingSha2Password.verify("sbtesT", NONCE, proof));
    }

    @ParameterizedTest // openssl passwd -5 -salt ...
    @CsvSource({"Hello world!,saltstring,5000,5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
            "Hello world!,saltstringsaltst,10000,3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA",
            "This is just a test,toolongsaltstrin,5000,Un/5jzAHMgOGZ5.mWJpuVolil07guHPvOW8mGRcvxa5"})
    void cryptsAsOpensslDoes(String password, String salt, int rounds, String hash) {
        byte[] found = Sha256Crypt.hash(password.getBytes(StandardCharsets.US_ASCII),
                salt.getBytes(StandardCharsets.US_ASCII), rounds);
        assertEquals(hash, new String(found, StandardCharsets.US_ASCII));
    }

    @Test // openssl passwd -5 -salt saltstringsaltst
    void cryptsPasswordsLongerThanADigest() {
        byte[] found = Sha256Crypt.hash("x".repeat(100).getBytes(StandardCharsets.US_ASCII),
                "saltstringsaltst".getBytes(StandardCharsets.US_ASCII), 5000);
        assertEquals("vcMOv/znJvvO4P9xkognvyT2DqIKm5NYMURetsjRk.D", new String(found, StandardCharsets.US_ASCII));
    }

    @Test // hashcat, example hash of mode 7401: made by MySQL from "hashcat"
    void readsWhatMysqlStores() {
        String stored = "244124303035" + "24" + "F9CC98CE08892924F50A213B6BC571A2C11778C5"
                + "625479393559393965414D45316477456B484F41316E64484742577A2E3162785353526B7554584647562F";
        StoredPassword read = StoredPassword.parse(HexFormat.of().parseHex(stored));
        assertTrue(read.matches("hashcat".getBytes(StandardCharsets.US_ASCII)));
        assertFalse(read.matches("hashcaT".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void storedFormOfSha2IsReadBackAndFitsItsPasswordOnly() {
        StoredPassword.CachingSha2 made = CachingSha2Password.hash("sbtest", new Scramble(new Random(7)).next());
        StoredPassword read = StoredPassword.parse(made.stored());
        assertInstanceOf(StoredPassword.CachingSha2.class, read);
        assertTrue(read.matches("sbtest".getBytes(StandardCharsets.UTF_8)));
        assertFalse(read.matches("sbtest2".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void saltMayHoldAnyByte() {
        byte[] salt = new byte[20];
        Arrays.fill(salt, (byte) 0xE4);
        StoredPassword.CachingSha2 made = CachingSha2Password.hash("x", salt);
        String text = new String(made.stored(), StandardCharsets.ISO_8859_1);
        assertInstanceOf(StoredPassword.CachingSha2.class, StoredPassword.parse(text));
        assertTrue(StoredPassword.parse(text).matches(new byte[]{'x'}));
    }

    @Test
    void threeDigitsAreThousandsOfRounds() {
        String stored = "$A$010$" + "s".repeat(20) + "h".repeat(43);
        assertEquals(10_000, ((StoredPassword.CachingSha2) StoredPassword.parse(stored)).rounds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E1",
            "*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E1G",
            "$A$005$short", "$A$105$ssssssssssssssssssssaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void whatOnlyResemblesAHashIsAClearText(String text) {
        assertEquals(new StoredPassword.Clear(text), StoredPassword.parse(text));
    }

    @Test
    void noPasswordIsEmptyOrNull() {
        assertEquals(StoredPassword.EMPTY, StoredPassword.parse(""));
        assertEquals(StoredPassword.EMPTY, StoredPassword.parse((String) null));
    }

    @Test
    void rsaBringsAPasswordToWhoHasTheKey() {
        RsaPassword server = RsaPassword.generate();
        var key = RsaPassword.parsePublicKey(server.publicKeyPem().getBytes(StandardCharsets.US_ASCII));
        byte[] encrypted = RsaPassword.encrypt(key, "sbtest".getBytes(StandardCharsets.UTF_8), NONCE);
        assertEquals(server.encryptedBytes(), encrypted.length);
        assertArrayEquals("sbtest".getBytes(StandardCharsets.UTF_8), server.decrypt(encrypted, NONCE).orElseThrow());
        encrypted[0] ^= 1;
        assertTrue(server.decrypt(encrypted, NONCE).isEmpty());
        assertTrue(server.decrypt(new byte[3], NONCE).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no key", "-----END PUBLIC KEY----------BEGIN PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----"})
    void whatIsNoKeyIsRefused(String pem) {
        byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
        assertThrows(IllegalArgumentException.class, () -> RsaPassword.parsePublicKey(bytes));
    }

    @Test
    void noncesHaveNeitherZeroNorDollarNorEighthBit() {
        Scramble scramble = new Scramble(new Random(1));
        for (int i = 0; i < 1000; i++) {
            for (byte one : scramble.next()) {
                assertTrue(one > 0 && one != '$', "byte " + one);
            }
        }
    }

    @Test
    void textsForPeopleShowNoSecret() {
        String shown = new StoredPassword.Clear("geheim") + " " + new Secret.ClearText("geheim");
        assertFalse(shown.contains("geheim"), shown);
    }
}
