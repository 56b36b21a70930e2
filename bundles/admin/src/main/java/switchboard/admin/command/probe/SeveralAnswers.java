package switchboard.admin.command.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;

/**
 * Several facts of the session asked at once: {@code SELECT CONNECTION_ID(), VERSION()} of MySqlConnector, {@code SELECT
 * @@version, @@version_comment} of phpMyAdmin and mycli. Questions with anything else in them are left to others.
 */
public final class SeveralAnswers implements AdminCommand {
    /** The command line client's: told the user without its host, as by ProxySQL. */
    private static final String OF_MYSQL = "select DATABASE(), USER() limit 1";
    private static final Pattern FORM = Pattern.compile("(?is)SELECT (.+?)(?: LIMIT \\d+)?");
    private static final Pattern ITEM = Pattern.compile(
            "(@@(?:session\\.|global\\.)?\\w+|\\w+\\(\\))(?:\\s+AS\\s+[`'\"]?(\\w+)[`'\"]?)?",
            Pattern.CASE_INSENSITIVE);

    private final Services services;

    public SeveralAnswers(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        if (text.indexOf(',') < 0 || !form.matches() || text.equalsIgnoreCase(OF_MYSQL)) {
            return null;
        }
        List<String> columns = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        boolean own = false; // else the connectors' question for variables alone, answered with their list
        for (String part : form.group(1).split(",")) {
            Matcher item = ITEM.matcher(part.strip());
            if (!item.matches()) {
                return null;
            }
            String fact = fact(item.group(1).toLowerCase(Locale.ROOT), caller);
            own |= fact != null;
            String value = fact != null ? fact : ConnectorAnswers.variable(item.group(1));
            if (value == null) {
                return null;
            }
            columns.add(item.group(2) != null ? item.group(2) : item.group(1));
            values.add(value);
        }
        return own ? new Reply.Table(columns, List.<Object[]>of(values.toArray())) : null;
    }

    private String fact(String name, Caller caller) {
        return switch (name) {
            case "version()", "@@version" -> services.version();
            case "@@version_comment" -> "(ProxySQL Admin Module)";
            case "connection_id()" -> "0";
            case "user()", "current_user()", "session_user()" -> caller.username() + "@" + caller.clientHost();
            case "database()", "schema()" -> caller.statistics() ? "stats" : "admin";
            default -> null;
        };
    }
}
