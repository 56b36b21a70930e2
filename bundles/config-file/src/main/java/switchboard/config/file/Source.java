package switchboard.config.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of one file and how far it was read. */
final class Source {
    /** What is read at and after the end. */
    static final char END = '\uFFFF';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    private Source(Path file, String text) {
        this.file = file;
        this.text = text;
        if (text.startsWith(String.valueOf(BYTE_ORDER_MARK))) {
            at = 1;
            lineStart = 1;
        }
    }

    /** UTF-8; a file that is not keeps its bytes as characters of Latin 1. */
    static Source of(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            return new Source(file, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return new Source(file, new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    Path file() {
        return file;
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    /** True if only blanks stand before this place in its line. */
    boolean isAtStartOfLine() {
        return text.substring(lineStart, at).isBlank();
    }

    char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    boolean startsWith(String expected) {
        return text.startsWith(expected, at);
    }

    /** The text that matches at this place, which is not left; empty if none does. */
    String match(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        return matcher.lookingAt() ? matcher.group() : "";
    }

    char next() {
        char read = text.charAt(at);
        at++;
        if (read == '\n') {
            line++;
            lineStart = at;
        }
        return read;
    }

    void skip(int characters) {
        for (int i = 0; i < characters && !isAtEnd(); i++) {
            next();
        }
    }

    Position position() {
        return new Position(file, line, text.codePointCount(lineStart, at) + 1);
    }
}
