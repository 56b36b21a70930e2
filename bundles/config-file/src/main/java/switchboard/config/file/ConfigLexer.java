package switchboard.config.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import switchboard.api.config.ConfigRefusedException;

/** Cuts a config file into tokens (libconfig manual, "Configuration Files"); {@code @include} is followed. */
final class ConfigLexer {
    private static final int MAX_INCLUDES = 10;
    private static final long MAX_BYTES = 256L << 20;

    private final Path file;
    private final int depth;
    private final String text;
    private final List<ConfigToken> tokens;
    private int at;
    private int line = 1;
    private int lineStart;

    private ConfigLexer(Path file, int depth, List<ConfigToken> tokens) throws ConfigRefusedException {
        this.file = file;
        this.depth = depth;
        this.tokens = tokens;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigRefusedException(file + " is larger than " + (MAX_BYTES >> 20) + " MB");
            }
            this.text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new ConfigRefusedException("Unable to open or parse config file " + file + ": " + unreadable,
                    unreadable);
        }
    }

    static List<ConfigToken> tokens(Path file) throws ConfigRefusedException {
        List<ConfigToken> tokens = new ArrayList<>();
        ConfigLexer lexer = new ConfigLexer(file, 0, tokens);
        lexer.run();
        tokens.add(new ConfigToken(ConfigToken.Kind.END, "", lexer.position()));
        return tokens;
    }

    private void run() throws ConfigRefusedException {
        skip();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                string();
            } else if (Character.isDigit(c) || (c == '-' || c == '+' || c == '.') && at + 1 < text.length()
                    && (Character.isDigit(text.charAt(at + 1)) || text.charAt(at + 1) == '.')) {
                number();
            } else if (Character.isLetter(c) || c == '*' || c == '_') {
                word();
            } else if ("=:;,(){}[]".indexOf(c) >= 0) {
                tokens.add(new ConfigToken(ConfigToken.Kind.SIGN, String.valueOf(c), position()));
                at++;
            } else if (text.startsWith("@include", at)) {
                include();
            } else {
                throw wrong("unexpected character '" + c + "'");
            }
            skip();
        }
    }

    private void skip() throws ConfigRefusedException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                lineStart = at;
            } else if (Character.isWhitespace(c) || c == '\uFEFF') {
                at++;
            } else if (c == '#' || text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                comment();
            } else {
                return;
            }
        }
    }

    private void comment() throws ConfigRefusedException {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw wrong("a comment begins here and doesn't end");
        }
        for (; at < end + 2; at++) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
    }

    private void string() throws ConfigRefusedException {
        String position = position();
        StringBuilder value = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length()) {
                throw new ConfigRefusedException(position + ": a string begins here and doesn't end: expected '\"'");
            }
            char c = text.charAt(at++);
            if (c == '"') {
                break;
            }
            if (c == '\\') {
                escape(value);
            } else {
                value.append(c);
            }
            if (c == '\n') {
                line++;
                lineStart = at;
            }
        }
        int last = tokens.size() - 1;
        if (last >= 0 && tokens.get(last).kind() == ConfigToken.Kind.STRING) { // adjacent strings are one
            ConfigToken before = tokens.get(last);
            tokens.set(last, new ConfigToken(before.kind(), before.text() + value, before.position()));
        } else {
            tokens.add(new ConfigToken(ConfigToken.Kind.STRING, value.toString(), position));
        }
    }

    private void escape(StringBuilder value) throws ConfigRefusedException {
        char c = at < text.length() ? text.charAt(at++) : 0;
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'f' -> value.append('\f');
            case 'x' -> {
                if (at + 2 > text.length()) {
                    throw wrong("expected two hexadecimal digits after \\x");
                }
                try {
                    value.append((char) Integer.parseInt(text.substring(at, at + 2), 16));
                } catch (NumberFormatException noDigits) {
                    throw wrong("expected two hexadecimal digits after \\x");
                }
                at += 2;
            }
            default -> value.append(c);
        }
    }

    private void number() throws ConfigRefusedException {
        String position = position();
        int start = at++;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.'
                || (text.charAt(at) == '-' || text.charAt(at) == '+')
                        && Character.toLowerCase(text.charAt(at - 1)) == 'e')) {
            at++;
        }
        String written = text.substring(start, at);
        try {
            tokens.add(new ConfigToken(ConfigToken.Kind.NUMBER, value(written), position));
        } catch (NumberFormatException noNumber) {
            throw new ConfigRefusedException(position + ": expected a number, found '" + written + "'");
        }
    }

    private static String value(String written) {
        String digits = written.replaceFirst("[lL]{1,2}$", "");
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            return Long.toString(Long.parseLong(digits.substring(2), 16));
        }
        if (digits.matches("[+-]?\\d+")) {
            return Long.toString(Long.parseLong(digits));
        }
        return Double.toString(Double.parseDouble(digits));
    }

    private void word() {
        String position = position();
        int start = at++;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-*".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(start, at);
        boolean truth = word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
        tokens.add(truth
                ? new ConfigToken(ConfigToken.Kind.BOOLEAN, word.toLowerCase(java.util.Locale.ROOT), position)
                : new ConfigToken(ConfigToken.Kind.NAME, word, position));
    }

    private void include() throws ConfigRefusedException {
        if (depth >= MAX_INCLUDES) {
            throw wrong("more than " + MAX_INCLUDES + " files include each other");
        }
        at += "@include".length();
        skip();
        int open = at;
        int close = open < text.length() && text.charAt(open) == '"' ? text.indexOf('"', open + 1) : -1;
        if (close < 0) {
            throw wrong("expected \"FILE\" after @include");
        }
        Path included = file.toAbsolutePath().resolveSibling(text.substring(open + 1, close));
        new ConfigLexer(included, depth + 1, tokens).run();
        at = close + 1;
    }

    private String position() {
        return file + ":" + line + ":" + (at - lineStart + 1);
    }

    private ConfigRefusedException wrong(String what) {
        return new ConfigRefusedException(position() + ": " + what);
    }
}
