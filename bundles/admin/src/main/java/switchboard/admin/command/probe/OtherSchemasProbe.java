package switchboard.admin.command.probe;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;

/**
 * MySQL's own tables, which Workbench, mycli and phpMyAdmin read: here they are empty. So is what MariaDB Connector/J asks of
 * DUAL where it knows that there is nothing.
 */
public final class OtherSchemasProbe implements AdminCommand {
    private static final Pattern FORM = Pattern.compile("(?is)SELECT (?:DISTINCT )?(.+?) FROM (?:`?performance_schema`?"
            + "\\.`?\\w+`?|`?sys`?\\.`?\\w+`?|`?mysql`?\\.`?(?:user|db|proc|event|func|plugin|help_\\w+|tables_priv"
            + "|columns_priv|procs_priv|general_log|slow_log|time_zone\\w*|default_roles|role_edges|global_grants)`?"
            + "|DUAL WHERE 1 ?= ?0)"
            + "(?![\\w`]).*");

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? new Reply.Table(SelectItem.of(form.group(1)).stream().map(SelectItem::label).toList(), List.of())
                : null;
    }
}
