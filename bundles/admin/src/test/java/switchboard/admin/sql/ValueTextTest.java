package switchboard.admin.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTextTest {
    /** Recorded from SQLite 3.40.1: {@code SELECT 0.1+0.2}. */
    @ParameterizedTest
    @CsvSource({"0.30000000000000004,0.3", "1,1.0", "-2.5,-2.5", "1e20,1.0e+20",
            "123456789012345678,1.23456789012346e+17",
            "0.00001,1.0e-05", "0.0001,0.0001", "1.5e300,1.5e+300", "-0.0,0.0", "100000000000000,100000000000000.0",
            "Infinity,Inf", "-Infinity,-Inf"})
    void printsRealsAsSqliteDoes(double value, String printed) {
        assertEquals(printed, ValueText.real(value));
    }
}
