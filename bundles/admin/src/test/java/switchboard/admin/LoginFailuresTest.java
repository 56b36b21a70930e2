package switchboard.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginFailuresTest {
    private Instant now = Instant.ofEpochSecond(1000);
    private final LoginFailures failures = new LoginFailures(new InstantSource() {
        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void eachFailureAfterTheSecondDoublesTheDelayUpToFourSeconds() {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            failures.failed("10.0.0.1", "admin");
            delays.add(failures.delay("10.0.0.1").toMillis());
        }
        assertEquals(List.of(0L, 0L, 250L, 500L, 1000L, 2000L, 4000L, 4000L, 4000L), delays);
        assertEquals(Duration.ZERO, failures.delay("10.0.0.2"), "another host does not wait");
    }

    @Test
    void aQuarterOfAnHourWithoutAFailureForgetsThem() {
        for (int i = 0; i < 100; i++) {
            failures.failed("10.0.0.1", "admin");
        }
        now = now.plus(Duration.ofMinutes(15));
        assertEquals(4000, failures.delay("10.0.0.1").toMillis());
        now = now.plusSeconds(1);
        assertEquals(Duration.ZERO, failures.delay("10.0.0.1"));
        assertEquals(1, failures.failed("10.0.0.1", "admin"));
    }

    @Test
    void theTableShowsWhoFailedWhen() {
        failures.failed("10.0.0.1", "admin");
        failures.failed("10.0.0.1", "root");
        failures.failed("10.0.0.1", "root");
        List<String> rows = new ArrayList<>();
        failures.read(values -> rows.add(Arrays.toString(values)));
        assertEquals(List.of("[10.0.0.1, 3, root, 1000, 250]"), rows);
    }

    @Test
    void hostsAreLimitedAndTheLongestUntouchedGoesFirst() {
        for (int i = 0; i <= LoginFailures.MAX_HOSTS; i++) {
            failures.failed("host" + i, "x");
        }
        assertEquals(1, failures.failed("host0", "x"), "the first was forgotten");
        assertEquals(2, failures.failed("host" + LoginFailures.MAX_HOSTS, "x"));
    }
}
