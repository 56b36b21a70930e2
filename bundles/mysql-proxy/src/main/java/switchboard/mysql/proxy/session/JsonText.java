package switchboard.mysql.proxy.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Maps, lists, texts, numbers, booleans and null as JSON. */
final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DefaultIndenter BY_FOUR = new DefaultIndenter("    ", "\n");

    private JsonText() {
    }

    /** On one line, or indented by 4 as ProxySQL does it. */
    static String of(Map<String, ?> value, boolean indented) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            if (indented) {
                out.setPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER).withObjectEmptySeparator("")
                        .withArrayEmptySeparator("")).withObjectIndenter(BY_FOUR).withArrayIndenter(BY_FOUR));
            }
            write(out, value);
        } catch (IOException impossible) { // it goes to memory
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case Map<?, ?> object -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : object.entrySet()) {
                    out.writeFieldName(entry.getKey().toString());
                    write(out, entry.getValue());
                }
                out.writeEndObject();
            }
            case List<?> array -> {
                out.writeStartArray();
                for (Object each : array) {
                    write(out, each);
                }
                out.writeEndArray();
            }
            case Boolean flag -> out.writeBoolean(flag);
            case Number number -> out.writeNumber(number.longValue());
            case Object text -> out.writeString(text.toString());
        }
    }
}
