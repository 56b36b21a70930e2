package switchboard.config.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.api.table.TableDefinition;

/** The recorded definitions of ProxySQL 2.7.1. */
public final class Golden {
    private static final Pattern TABLE = Pattern.compile(
            "^-- (\\w+)\\.(\\w+)  columns.*\\n(CREATE TABLE (?s:.*?)\\);)$",
            Pattern.MULTILINE);

    private Golden() {
    }

    /** All tables by {@code schema.name}. */
    public static Map<String, TableDefinition> tables() {
        Map<String, TableDefinition> found = new LinkedHashMap<>();
        Matcher matcher = TABLE.matcher(text());
        while (matcher.find()) {
            String sql = matcher.group(3);
            found.put(matcher.group(1) + '.' + matcher.group(2),
                    new TableDefinition(matcher.group(2), sql.substring(0, sql.length() - 1)));
        }
        return found;
    }

    /** A table of main. */
    public static TableDefinition table(String name) {
        return tables().get("main." + name);
    }

    private static String text() {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/tables.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
