package switchboard.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.stats.LabelledCounters;
import switchboard.api.stats.LabelledCounters.Counter;

class CounterSourcesTest {
    private final CounterSources sources = new CounterSources();

    private static LabelledCounters counting(long value) {
        return () -> List.of(new Counter("x_total", "X.", Map.of("a", "b"), value));
    }

    private long sum() {
        return sources.all().stream().mapToLong(Counter::value).sum();
    }

    @Test
    void nothingStartsAgainWhenWhoCountsIsReplaced() {
        LabelledCounters old = counting(5);
        sources.bind(old);
        assertEquals(5, sum());
        sources.bind(counting(2));
        assertEquals(7, sum());
        sources.unbind(old);
        assertEquals(7, sum());
        sources.unbind(old);
        assertEquals(7, sum(), "it has gone once");
    }

    @Test
    void whoFailsHidesNoOther() {
        sources.bind(() -> {
            throw new NoClassDefFoundError("gone");
        });
        sources.bind(counting(3));
        assertEquals(3, sum());
    }
}
