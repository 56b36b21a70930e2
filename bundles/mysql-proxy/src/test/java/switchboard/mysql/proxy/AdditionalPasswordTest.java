package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.auth.StoredPassword;

/** The second password in mysql_users.attributes. */
class AdditionalPasswordTest {
    @Test
    void isReadInEveryStoredForm() {
        assertEquals(Optional.of(new StoredPassword.Clear("new\"one")), AdditionalPassword.of(
                "{\"default-transaction_isolation\":\"READ COMMITTED\",\"x\":{\"additional_password\":\"no\"},"
                        + "\"additional_password\":\"new\\\"one\"}"));
        assertInstanceOf(StoredPassword.DoubleSha1.class, AdditionalPassword.of(
                "{\"additional_password\":\"*94BDCEBE19083CE2A1F959FD02F964C7AF4CFC29\"}").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"additional_password\":\"\"}", "{\"additional_password\":5}",
            "{\"additional_password\":null}", "[\"additional_password\"]", "additional_password",
            "{\"additional_password\":"})
    void everythingElseIsNone(String attributes) {
        assertTrue(AdditionalPassword.of(attributes).isEmpty());
    }
}
