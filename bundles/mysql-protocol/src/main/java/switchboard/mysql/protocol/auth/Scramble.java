package switchboard.mysql.protocol.auth;

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
