package switchboard.admin.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code SET name = value}: an UPDATE of global_variables (ProxySQL 2.7, admin commands 6). */
final class SetCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(SetCommand.class);
    /** The value ends at the first semicolon outside quotes; a comment would hide the WHERE that we add. */
    private static final Pattern FORM = Pattern.compile("(?is)\\s*SET\\s+([\\w-]+)\\s*:?=\\s*"
            + "('(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|(?:(?!--|/\\*)[^;'\"#])+?)\\s*(?:;.*)?");
    private static final Pattern BARE = Pattern.compile("[\\w.:/@-]+");

    private final Services services;

    SetCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        if (!CommandText.startsWith(text, "SET ")) {
            return null;
        }
        Matcher form = FORM.matcher(original);
        if (!form.matches()) {
            return Reply.Err.of("near \"SET\": syntax error");
        }
        String name = form.group(1);
        boolean secret = name.toLowerCase(Locale.ROOT).contains("password") || name.contains("credentials");
        LOG.info("Received command SET {} = {}", name, secret ? "..." : form.group(2));
        if (name.equals("mysql-init_connect")) {
            return Reply.Err.of("ERROR: Global variable 'mysql-init_connect' is not configurable using SET command. "
                    + "You must run UPDATE global_variables");
        }
        if (!isKnown(name)) {
            return new Reply.Ok(0, "ERROR: Unknown global variable: '" + name + "'.");
        }
        String value = form.group(2).strip();
        if (BARE.matcher(value).matches()) {
            value = "'" + value + "'"; // SQLite would look for a column of that name
        }
        return new Reply.Sql(
                "UPDATE main.global_variables SET variable_value=" + value + " WHERE variable_name='" + name + "'");
    }

    private boolean isKnown(String name) {
        try {
            return services.variables() != null && services.variables().text(name) != null;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }
}
