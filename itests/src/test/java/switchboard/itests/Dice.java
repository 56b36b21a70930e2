package switchboard.itests;

import java.util.Random;

/** Choices that a seed repeats. */
final class Dice {
    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A number from 0 on. */
    int below(int limit) {
        return random.nextInt(limit);
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }
}
