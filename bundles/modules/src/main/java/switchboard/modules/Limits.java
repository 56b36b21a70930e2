package switchboard.modules;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param ready until a new bundle has published
 * @param turn until users of a replaced bundle are finished with what they took from it; queries take a decision within one
 *        turn of their event loop
 * @param clients that a replaced protocol handler's clients may stay
 * @param drain for the statements under way, when they have to go: until the variables are known
 */
record Limits(Duration ready, Duration turn, Duration clients, Duration drain) {
    static final Limits USUAL = new Limits(Duration.ofSeconds(15), Duration.ofMillis(200), Duration.ofHours(1),
            Duration.ofSeconds(10));
}
