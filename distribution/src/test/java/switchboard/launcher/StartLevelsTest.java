package switchboard.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartLevelsTest {
    @ParameterizedTest
    @CsvSource({"api-0.1.0-SNAPSHOT.jar, 1", "org.apache.felix.scr-2.2.18.jar, 1", "config-file-0.1.0-SNAPSHOT.jar, 1",
            "config-store-0.1.0-SNAPSHOT.jar, 2", "mysql-query-rules-0.1.0-SNAPSHOT.jar, 3", "aurora.jar, 3",
            "mysql-proxy-0.1.0-SNAPSHOT.jar, 4", "admin-1.0.jar, 4", "transport-0.1.0-SNAPSHOT.jar, 5",
            "gogo-0.1.0-SNAPSHOT.jar, 6", "org.apache.felix.gogo.runtime-1.1.6.jar, 6"})
    void portsOpenWhenAllElseButTheShellHasStarted(String jar, int level) {
        assertEquals(level, StartLevels.of(jar));
    }
}
