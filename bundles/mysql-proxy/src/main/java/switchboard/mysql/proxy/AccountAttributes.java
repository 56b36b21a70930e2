package switchboard.mysql.proxy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** {@code mysql_users.attributes}: a JSON object, or nothing. */
final class AccountAttributes {
    private static final JsonFactory JSON = new JsonFactory();

    private AccountAttributes() {
    }

    /** A text by its key; empty if it isn't there or empty, or the attributes are no JSON object. */
    static Optional<String> text(String attributes, String key) {
        if (!attributes.contains(key)) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(attributes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(key);
                if (parser.nextToken() == JsonToken.VALUE_STRING && found && !parser.getText().isEmpty()) {
                    return Optional.of(parser.getText());
                }
                parser.skipChildren();
            }
        } catch (IOException broken) {
            return Optional.empty(); // the table's CHECK refuses it
        }
        return Optional.empty();
    }
}
