package switchboard.admin.command.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.CommandText;
import switchboard.admin.command.Reply;

/** MySQL's own tables, which Workbench, mycli and phpMyAdmin read: here they are empty. */
public final class OtherSchemasProbe implements AdminCommand {
    private static final Pattern FORM = Pattern.compile("(?is)SELECT (?:DISTINCT )?(.+?) FROM (?:`?performance_schema`?"
            + "\\.`?\\w+`?|`?sys`?\\.`?\\w+`?|`?mysql`?\\.`?(?:user|db|proc|event|func|plugin|help_\\w+|tables_priv"
            + "|columns_priv|procs_priv|general_log|slow_log|time_zone\\w*|default_roles|role_edges|global_grants)`?)"
            + "(?![\\w`]).*");

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? new Reply.Table(labels(form.group(1)), List.of()) : null;
    }

    /** Commas within brackets and quotes part nothing. */
    private static List<String> labels(String list) {
        List<String> labels = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        int depth = 0;
        char quote = 0;
        for (char c : list.toCharArray()) {
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"' || c == '`') {
                quote = c;
            } else if (c == '(' || c == ')') {
                depth += c == '(' ? 1 : -1;
            } else if (c == ',' && depth == 0) {
                labels.add(label(item.toString()));
                item.setLength(0);
                continue;
            }
            item.append(c);
        }
        labels.add(label(item.toString()));
        return labels;
    }

    private static String label(String item) {
        return CommandText.unquoted(item.strip().replaceFirst("(?is)^.* AS ", "").replaceFirst("^`?\\w+`?\\.", ""));
    }
}
