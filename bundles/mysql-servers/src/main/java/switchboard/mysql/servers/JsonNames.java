package switchboard.mysql.servers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Names in a column: a JSON array of strings, such as {@code ["sql_mode"]}.
 *
 * @param wrong what can't be taken, one sentence each, without its end
 */
record JsonNames(List<String> names, List<String> wrong) {
    private static final JsonFactory JSON = new JsonFactory();

    JsonNames {
        names = List.copyOf(names);
        wrong = List.copyOf(wrong);
    }

    /** @param text empty for no names */
    static JsonNames of(String text) {
        List<String> names = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        if (text.isEmpty()) {
            return new JsonNames(names, wrong);
        }
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return new JsonNames(names, List.of("it is no JSON array"));
            }
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    names.add(parser.getText());
                } else {
                    wrong.add("element " + (names.size() + wrong.size() + 1) + " is no string");
                    parser.skipChildren();
                }
            }
        } catch (IOException unreadable) { // what H2 took for JSON and this parser does not
            wrong.add("it can't be read any further");
        }
        return new JsonNames(names, wrong);
    }
}
