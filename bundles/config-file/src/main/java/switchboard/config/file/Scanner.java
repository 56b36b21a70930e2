package switchboard.config.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;
import switchboard.api.config.ConfigRefusedException;
import switchboard.config.file.Token.Kind;

/** Cuts a file, and those that it includes, into words. */
final class Scanner {
    private static final Pattern NAME = Pattern.compile("[A-Za-z*][-A-Za-z0-9_*]*");
    private static final Pattern INCLUDE = Pattern.compile("@include[ \\t]+(?=\")");
    /** As libconfig; also ends a file that includes itself. */
    private static final int MAX_FILES = 10;

    private final Deque<Source> sources = new ArrayDeque<>();

    Scanner(Path file) throws ConfigRefusedException {
        open(file, null);
    }

    /** The next word; at the end of the first file {@link Kind#END}, again and again. */
    Token next() throws ConfigRefusedException {
        while (true) {
            skipBlanksAndComments();
            Source in = sources.peek();
            if (in.isAtEnd()) {
                if (sources.size() == 1) {
                    return new Token(Kind.END, "", in.position());
                }
                sources.pop();
            } else if (in.peek() == '@' && in.isAtStartOfLine() && !in.match(INCLUDE).isEmpty()) {
                include(in);
            } else {
                return word(in);
            }
        }
    }

    private static Token word(Source in) throws ConfigRefusedException {
        Position position = in.position();
        if (in.peek() == '"') {
            return new Token(Kind.STRING, Strings.read(in), position);
        }
        Kind mark = Kind.of(in.peek());
        if (mark != null) {
            return new Token(mark, String.valueOf(in.next()), position);
        }
        String name = in.match(NAME);
        if (!name.isEmpty()) {
            in.skip(name.length());
            boolean truth = name.equalsIgnoreCase("true") || name.equalsIgnoreCase("false");
            return new Token(truth ? Kind.BOOLEAN : Kind.NAME, truth ? name.toLowerCase(Locale.ROOT) : name,
                    position);
        }
        String number = Numbers.read(in);
        return number != null
                ? new Token(Kind.NUMBER, number, position)
                : new Token(Kind.GARBAGE, String.valueOf(in.next()), position);
    }

    private void skipBlanksAndComments() throws ConfigRefusedException {
        Source in = sources.peek();
        while (!in.isAtEnd()) {
            if (in.peek() == '#' || in.startsWith("//")) {
                while (!in.isAtEnd() && in.peek() != '\n') {
                    in.next();
                }
            } else if (in.startsWith("/*")) {
                skipComment(in);
            } else if (" \t\n\r\f".indexOf(in.peek()) >= 0) {
                in.next();
            } else {
                return;
            }
        }
    }

    private static void skipComment(Source in) throws ConfigRefusedException {
        Position start = in.position();
        in.skip(2);
        while (!in.startsWith("*/")) {
            if (in.isAtEnd()) {
                throw start.refused("a comment that ends with */", "the end of the file before that");
            }
            in.next();
        }
        in.skip(2);
    }

    private void include(Source in) throws ConfigRefusedException {
        Position position = in.position();
        in.skip(in.match(INCLUDE).length());
        Path beside = in.file().resolveSibling(Strings.read(in));
        if (sources.size() == MAX_FILES) {
            throw position.refused("at most " + MAX_FILES + " files that include each other", "one more: " + beside);
        }
        open(beside, position);
    }

    private void open(Path file, Position includedAt) throws ConfigRefusedException {
        try {
            sources.push(Source.of(file));
        } catch (IOException e) {
            throw new ConfigRefusedException((includedAt == null ? "" : includedAt + ": ") + "Config file " + file
                    + " cannot be read: " + e, e);
        }
    }
}
