package switchboard.admin.command.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Services;
import switchboard.api.table.AdminDatabase;
import switchboard.api.table.TableDefinition;

/** Tables as a caller sees them: a statistics login's main is the schema stats. */
final class Tables {
    private static final Set<String> MYSQLS = Set.of("information_schema", "performance_schema", "mysql", "sys");

    private final Services services;

    Tables(Services services) {
        this.services = services;
    }

    /** Whether there is a database to ask. */
    boolean available() {
        return services.database() != null;
    }

    /** The schemas, by the names that the caller uses. */
    List<String> schemas(Caller caller) {
        return services.database().schemas(role(caller)).stream()
                .map(schema -> caller.statistics() && schema.equals("stats") ? "main" : schema).toList();
    }

    /** @param schema null for main; empty if the caller sees no such schema */
    Optional<String> schema(String schema, Caller caller) {
        String named = schema == null ? "main" : schema.toLowerCase(Locale.ROOT);
        String real = caller.statistics() && named.equals("main") ? "stats" : named;
        return services.database().schemas(role(caller)).contains(real) ? Optional.of(real) : Optional.empty();
    }

    /** Names of the tables of a schema that match, sorted. */
    List<String> names(String schema, String like) {
        Pattern pattern = like == null ? null : like(like);
        List<String> names = new ArrayList<>();
        for (String table : services.database().tables(schema)) {
            if (pattern == null || pattern.matcher(table).matches()) {
                names.add(table);
            }
        }
        return names;
    }

    /** A table, by a name in any case. */
    Optional<TableDefinition> find(String schema, String table, Caller caller) {
        return schema(schema, caller).flatMap(real -> services.database().table(real, table));
    }

    Optional<String> stoppedModule(String table) {
        return services.database().stoppedModule(table);
    }

    /** SQL's pattern; quotes, backslashes and backticks count for nothing, as in ProxySQL. */
    static Pattern like(String pattern) {
        return Pattern.compile("(?is)" + Pattern.quote(pattern.replaceAll("['\"`\\\\]", "").strip())
                .replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q"));
    }

    /** Whether it is a schema that every MySQL server has, and administration has not. */
    static boolean isMysqls(String schema) {
        return MYSQLS.contains(schema.toLowerCase(Locale.ROOT));
    }

    private static AdminDatabase.Role role(Caller caller) {
        return caller.statistics() ? AdminDatabase.Role.STATS : AdminDatabase.Role.ADMIN;
    }
}
