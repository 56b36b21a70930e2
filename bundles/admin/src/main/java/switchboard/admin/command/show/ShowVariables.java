package switchboard.admin.command.show;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.CommandText;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;

/** {@code SHOW [GLOBAL|ALL|SESSION] VARIABLES [LIKE|WHERE ...]}, {@code SHOW ADMIN VARIABLES} and its like. */
public final class ShowVariables implements AdminCommand {
    private static final Pattern ALL = Pattern
            .compile("(?i)SHOW (?:(GLOBAL|ALL|SESSION|ADMIN|MYSQL|SWITCHBOARD) )?VARIABLES");
    private static final Pattern LIKE = Pattern.compile("(?is)SHOW (?:GLOBAL |SESSION )?VARIABLES LIKE (.+)");
    private static final Pattern WHERE = Pattern.compile("(?is)SHOW (?:GLOBAL |SESSION )?VARIABLES WHERE (.+)");
    private static final String SELECT = "SELECT variable_name AS Variable_name, variable_value AS Value "
            + "FROM global_variables ";
    private static final String ORDER = "ORDER BY variable_name";

    private final Services services;

    public ShowVariables(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher matcher = ALL.matcher(text);
        if (matcher.matches()) {
            return all(matcher.group(1) == null ? "ALL" : matcher.group(1).toUpperCase(Locale.ROOT));
        }
        matcher = LIKE.matcher(text);
        if (matcher.matches()) {
            return CommandText.unquoted(matcher.group(1)).equalsIgnoreCase("version")
                    ? new Reply.Table(List.of("Variable_name", "Value"),
                            List.<Object[]>of(new Object[]{"version", services.version()}))
                    : new Reply.Sql(SELECT + "WHERE variable_name LIKE " + matcher.group(1) + " " + ORDER);
        }
        matcher = WHERE.matcher(text);
        return matcher.matches()
                ? new Reply.Sql("SELECT * FROM (" + SELECT + ") AS v WHERE " + matcher.group(1) + " ORDER BY 1")
                : null;
    }

    private static Reply all(String scope) {
        return switch (scope) {
            case "ADMIN", "MYSQL", "SWITCHBOARD" -> new Reply.Sql(
                    SELECT + "WHERE variable_name LIKE '" + scope.toLowerCase(Locale.ROOT) + "-%' " + ORDER);
            default -> new Reply.Sql(SELECT + ORDER);
        };
    }
}
