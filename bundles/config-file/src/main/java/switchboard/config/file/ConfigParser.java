package switchboard.config.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigFile.Content;
import switchboard.api.config.ConfigRefusedException;

/** Reads the tokens of a config file: settings, groups of settings, lists of groups. */
final class ConfigParser {
    private final List<ConfigToken> tokens;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    private final Map<String, List<Map<String, String>>> lists = new LinkedHashMap<>();
    private final Map<String, String> positions = new LinkedHashMap<>();
    private int at;

    private ConfigParser(List<ConfigToken> tokens) {
        this.tokens = tokens;
    }

    static Content parse(Path file) throws ConfigRefusedException {
        ConfigParser parser = new ConfigParser(ConfigLexer.tokens(file));
        parser.file();
        return new Content(Map.copyOf(parser.settings), Map.copyOf(parser.groups), Map.copyOf(parser.lists),
                Map.copyOf(parser.positions));
    }

    private void file() throws ConfigRefusedException {
        while (peek().kind() != ConfigToken.Kind.END) {
            ConfigToken name = name();
            equals();
            if (positions.putIfAbsent(name.text(), name.position()) != null) {
                throw new ConfigRefusedException(
                        name.position() + ": '" + name.text() + "' stands here a second time, first at "
                                + positions.get(name.text()));
            }
            if (peek().is("{")) {
                groups.put(name.text(), group());
            } else if (peek().is("(") || peek().is("[")) {
                lists.put(name.text(), list());
            } else {
                settings.put(name.text(), scalar());
            }
            separator();
        }
    }

    private Map<String, String> group() throws ConfigRefusedException {
        expect("{");
        Map<String, String> values = new LinkedHashMap<>();
        while (!peek().is("}")) {
            ConfigToken name = name();
            equals();
            if (values.put(name.text(), scalar()) != null) {
                throw new ConfigRefusedException(
                        name.position() + ": '" + name.text() + "' stands twice in this group");
            }
            separator();
        }
        expect("}");
        return values;
    }

    /** A list of groups in round brackets; an empty one may have square ones. */
    private List<Map<String, String>> list() throws ConfigRefusedException {
        String close = peek().is("(") ? ")" : "]";
        at++;
        List<Map<String, String>> entries = new ArrayList<>();
        while (!peek().is(close)) {
            if (!peek().is("{")) {
                throw expected("'{' or '" + close + "'");
            }
            entries.add(group());
            if (!peek().is(close) && !peek().is(",")) {
                throw expected("',' or '" + close + "'");
            }
            while (peek().is(",")) {
                at++;
            }
        }
        at++;
        return entries;
    }

    private String scalar() throws ConfigRefusedException {
        ConfigToken value = peek();
        return switch (value.kind()) {
            case STRING, NUMBER, BOOLEAN -> {
                at++;
                yield value.text();
            }
            case NAME, SIGN, END -> throw expected("a value: a string in double quotes, a number, true or false");
        };
    }

    private ConfigToken name() throws ConfigRefusedException {
        ConfigToken token = peek();
        if (token.kind() != ConfigToken.Kind.NAME) {
            throw expected("a name");
        }
        at++;
        return token;
    }

    private void equals() throws ConfigRefusedException {
        if (!peek().is("=") && !peek().is(":")) {
            throw expected("'=' or ':'");
        }
        at++;
    }

    private void separator() {
        while (peek().is(";") || peek().is(",")) {
            at++;
        }
    }

    private void expect(String sign) throws ConfigRefusedException {
        if (!peek().is(sign)) {
            throw expected("'" + sign + "'");
        }
        at++;
    }

    private ConfigToken peek() {
        return tokens.get(at);
    }

    private ConfigRefusedException expected(String what) {
        return new ConfigRefusedException(peek().position() + ": expected " + what + ", found " + peek().described());
    }
}
