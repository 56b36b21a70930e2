package switchboard.mysql.proxy.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionReportTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "{\"additional_password\": \"se\\\"cret\", \"a\":1} | {\"additional_password\": \"(hidden)\", \"a\":1}",
            "{\"a\":\"b\"} | {\"a\":\"b\"}"})
    void tellsNoPassword(String attributes, String shown) {
        assertEquals(shown, SessionReport.lessPassword(attributes));
    }
}
