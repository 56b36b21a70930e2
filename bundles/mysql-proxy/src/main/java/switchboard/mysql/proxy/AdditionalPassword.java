package switchboard.mysql.proxy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import switchboard.mysql.protocol.auth.StoredPassword;

/**
 * The second password of an account, so that one can be changed while clients still use the other: {@code mysql_users.attributes}
 * holds it as {@code {"additional_password": "..."}}, in any form that the column password takes. It works until it is removed,
 * for clients only: towards servers the column password counts. ProxySQL has no such thing and ignores the key.
 */
final class AdditionalPassword {
    static final String KEY = "additional_password";

    private static final JsonFactory JSON = new JsonFactory();

    private AdditionalPassword() {
    }

    /** Empty if there is none, or the attributes are no JSON object. */
    static Optional<StoredPassword> of(String attributes) {
        if (!attributes.contains(KEY)) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(attributes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(KEY);
                if (parser.nextToken() == JsonToken.VALUE_STRING && found && !parser.getText().isEmpty()) {
                    return Optional.of(StoredPassword.parse(parser.getText()));
                }
                parser.skipChildren();
            }
        } catch (IOException broken) {
            return Optional.empty(); // the table's CHECK refuses it
        }
        return Optional.empty();
    }
}
