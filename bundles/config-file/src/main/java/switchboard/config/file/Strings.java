package switchboard.config.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import switchboard.api.config.ConfigRefusedException;

/** Strings between double quotes, both ways. */
final class Strings {
    private static final Pattern HEX = Pattern.compile("\\\\[xX][0-9A-Fa-f]{2}");
    private static final int RADIX = 16;
    private static final int DELETE = 0x7F;

    private Strings() {
    }

    /** Reads from the opening quote to behind the closing one. */
    static String read(Source in) throws ConfigRefusedException {
        Position start = in.position();
        in.next();
        StringBuilder value = new StringBuilder();
        while (in.peek() != '"') {
            if (in.isAtEnd()) {
                throw start.refused("a string that ends with \"", "the end of the file before that");
            }
            if (!in.match(HEX).isEmpty()) {
                value.append(bytes(in));
            } else if (in.peek() == '\\') {
                in.next();
                escape(in, value);
            } else {
                value.append(in.next());
            }
        }
        in.next();
        return value.toString();
    }

    private static void escape(Source in, StringBuilder value) {
        switch (in.peek()) {
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'f' -> value.append('\f');
            case '\\' -> value.append('\\');
            case '"' -> value.append('"');
            default -> {
                value.append('\\'); // begins no escape: stands for itself, what follows is read as usual
                return;
            }
        }
        in.next();
    }

    /** Neighbouring {@code \xNN} are bytes of UTF-8. */
    private static String bytes(Source in) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String hex = in.match(HEX); !hex.isEmpty(); hex = in.match(HEX)) {
            bytes.write(Integer.parseInt(hex.substring(2), RADIX));
            in.skip(hex.length());
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The text that {@link #read} takes back. */
    static String quoted(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\f' -> text.append("\\f");
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                default -> text.append(c < ' ' || c == DELETE ? "\\x%02X".formatted((int) c) : String.valueOf(c));
            }
        }
        return text.append('"').toString();
    }
}
