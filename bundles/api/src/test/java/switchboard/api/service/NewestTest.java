package switchboard.api.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NewestTest {
    private final Newest<String> newest = new Newest<>("off");

    @Test
    void newestBundleIsInForceWhateverTheOrderOfBinding() {
        newest.bind("next", of(8, 2));
        newest.bind("old", of(7, 1));
        assertEquals("next", newest.get());
    }

    @Test
    void theOldOnesDepartureLeavesNoGap() {
        newest.bind("old", of(7, 1));
        newest.bind("next", of(8, 2));
        newest.unbind("old");
        assertEquals("next", newest.get());
    }

    @Test
    void theOldOneIsInForceAgainWhenTheNewOneLeaves() {
        newest.bind("old", of(7, 1));
        newest.bind("next", of(8, 2));
        assertEquals("old", newest.unbind("next"));
    }

    @Test
    void offIsInForceWhenTheLastOneLeaves() {
        newest.bind("old", of(7, 1));
        assertEquals("off", newest.unbind("old"));
    }

    @Test
    void unbindingAStrangerChangesNothing() {
        newest.bind("old", of(7, 1));
        assertEquals("old", newest.unbind("stranger"));
    }

    private static Map<String, Object> of(long bundle, long service) {
        return Map.of(Newest.BUNDLE_ID, bundle, Newest.SERVICE_ID, service);
    }
}
