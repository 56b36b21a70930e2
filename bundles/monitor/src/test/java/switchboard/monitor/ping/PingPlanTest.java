package switchboard.monitor.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingPlanTest {

    @ParameterizedTest(name = "recovery {0} s, {1} servers gone: {2} ms")
    @CsvSource({"10,1,500", "10,100,500", "10,101,505", "10,400,2000", "10,5000,5000", "600,5000,5000", "4,1,500",
            "4,5000,2000", "1,1,500", "1,5000,1000", "0,5000,1000", "0,0,500"})
    void whoIsGoneIsAskedSoonButNotTooManyAtOnceAndBeforeItComesBackByItself(int recovery, int gone, long millis) {
        assertEquals(millis, PingPlan.whileGone(Duration.ofSeconds(recovery), gone).toMillis());
    }
}
