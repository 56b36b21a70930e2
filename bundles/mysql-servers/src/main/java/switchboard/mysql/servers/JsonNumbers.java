package switchboard.mysql.servers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings in a column: a JSON object of whole numbers, such as {@code {"weight": 10}}.
 *
 * @param values what can be taken, by key; the last of two with one key
 * @param wrong what can't, one sentence each, without its end
 */
record JsonNumbers(Map<String, Long> values, List<String> wrong) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The numbers that a key may have, both ends included. */
    record Range(long min, long max) {
        boolean has(long value) {
            return min <= value && value <= max;
        }
    }

    JsonNumbers {
        values = Map.copyOf(values);
        wrong = List.copyOf(wrong);
    }

    /** @param text empty for no settings */
    static JsonNumbers of(String text, Map<String, Range> known) {
        Map<String, Long> values = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        if (text.isEmpty()) {
            return new JsonNumbers(values, wrong);
        }
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new JsonNumbers(values, List.of("it is no JSON object"));
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                take(parser, key, known.get(key), values, wrong);
                parser.skipChildren();
            }
        } catch (IOException unreadable) { // what H2 took for JSON and this parser does not
            wrong.add("it can't be read any further");
        }
        return new JsonNumbers(values, wrong);
    }

    private static void take(JsonParser parser, String key, Range range, Map<String, Long> values, List<String> wrong)
            throws IOException {
        if (range == null) {
            wrong.add("there is no setting '" + key + "'");
        } else if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER && range.has(parser.getLongValue())) {
            values.put(key, parser.getLongValue());
        } else {
            wrong.add("'%s' must be a number from %d to %d".formatted(key, range.min(), range.max()));
        }
    }
}
