package switchboard.config.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigRefusedException;
import switchboard.config.file.Token.Kind;

/** Builds a file's settings from its words (libconfig, grammar.y). */
final class Parser {
    private static final int MAX_DEPTH = 64;

    private final Scanner scanner;
    private Token current;
    private int depth;

    private Parser(Path file) throws ConfigRefusedException {
        scanner = new Scanner(file);
        current = scanner.next();
    }

    static ConfigNode.Group parse(Path file) throws ConfigRefusedException {
        Parser parser = new Parser(file);
        Position start = parser.current.position();
        return new ConfigNode.Group(parser.settings(Kind.END, "the name of a setting"), start);
    }

    private Token take() throws ConfigRefusedException {
        Token taken = current;
        current = scanner.next();
        return taken;
    }

    private Map<String, ConfigNode.Setting> settings(Kind end, String expected) throws ConfigRefusedException {
        Map<String, ConfigNode.Setting> settings = new LinkedHashMap<>();
        while (current.kind() != end) {
            Token name = take();
            if (name.kind() != Kind.NAME) {
                throw name.position().refused(expected, name.shown());
            }
            if (settings.containsKey(name.text())) {
                throw name.position().refused("another name", name.shown() + " a second time");
            }
            Token equals = take();
            if (equals.kind() != Kind.EQUALS) {
                throw equals.position().refused("'=' after " + name.text(), equals.shown());
            }
            settings.put(name.text(),
                    new ConfigNode.Setting(name.position(), value("a value for " + name.text())));
            if (current.kind() == Kind.COMMA || current.kind() == Kind.SEMICOLON) {
                take();
            }
        }
        return settings;
    }

    private ConfigNode value(String expected) throws ConfigRefusedException {
        Token first = take();
        return switch (first.kind()) {
            case STRING -> string(first);
            case NUMBER, BOOLEAN -> first.scalar();
            case GROUP_START, LIST_START, ARRAY_START -> nested(first);
            case NAME, EQUALS, COMMA, SEMICOLON, GROUP_END, LIST_END, ARRAY_END, GARBAGE, END ->
                throw first.position().refused(expected, first.shown());
        };
    }

    /** Strings that follow each other are one. */
    private ConfigNode string(Token first) throws ConfigRefusedException {
        if (current.kind() != Kind.STRING) {
            return first.scalar();
        }
        StringBuilder text = new StringBuilder(first.text());
        while (current.kind() == Kind.STRING) {
            text.append(take().text());
        }
        return new ConfigNode.Scalar(text.toString(), first.position());
    }

    private ConfigNode nested(Token start) throws ConfigRefusedException {
        if (depth == MAX_DEPTH) {
            throw start.position().refused("at most " + MAX_DEPTH + " levels", "one more");
        }
        depth++;
        ConfigNode node = start.kind() == Kind.GROUP_START
                ? new ConfigNode.Group(settings(Kind.GROUP_END, "the name of a setting or '}'"), start.position())
                : new ConfigNode.Sequence(elements(start.kind() == Kind.LIST_START ? Kind.LIST_END : Kind.ARRAY_END),
                        start.position());
        take();
        depth--;
        return node;
    }

    private List<ConfigNode> elements(Kind end) throws ConfigRefusedException {
        String close = end == Kind.LIST_END ? "')'" : "']'";
        List<ConfigNode> elements = new ArrayList<>();
        while (current.kind() != end) {
            elements.add(value(elements.isEmpty() ? "a value or " + close : "a value"));
            if (current.kind() != Kind.COMMA && current.kind() != end) {
                throw current.position().refused("',' or " + close, current.shown());
            }
            while (current.kind() == Kind.COMMA) {
                take();
            }
        }
        return elements;
    }
}
