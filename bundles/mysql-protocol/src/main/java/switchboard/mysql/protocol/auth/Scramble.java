package switchboard.mysql.protocol.auth;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Makes the nonces of greetings. As safe for threads as its source. */
public final class Scramble {
    /** Bytes of a nonce. */
    public static final int LENGTH = 20;

    private final RandomGenerator random;

    /**
     * Takes nonces from a source.
     *
     * @param random a SecureRandom, except in tests
     */
    public Scramble(RandomGenerator random) {
        this.random = random;
    }

    /** Safe nonces that never wait: a generator seeded once, because SecureRandom reads a file now and then. */
    public static Scramble secure() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        try {
            SecureRandom generator = SecureRandom.getInstance("SHA1PRNG");
            generator.setSeed(seed);
            return new Scramble(generator);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA1PRNG", missing);
        }
    }

    /** 20 bytes of 1 to 127 without '$': clients take 0 as an end, and MySQL's own nonces have none of them. */
    public byte[] next() {
        byte[] nonce = new byte[LENGTH];
        random.nextBytes(nonce);
        for (int i = 0; i < LENGTH; i++) {
            nonce[i] &= 0x7F;
            if (nonce[i] == 0 || nonce[i] == '$') {
                nonce[i]++;
            }
        }
        return nonce;
    }
}
