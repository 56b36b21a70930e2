package switchboard.admin.command.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.api.table.AdminDatabase;

/**
 * What mysqldump, mycli, Workbench, DBeaver, phpMyAdmin and the metadata of JDBC drivers read in information_schema: our
 * tables in MySQL's columns, as far as they ask for plain columns of one table or compute JDBC's of them. Other tables of it
 * are empty; what counts or joins is left to the database.
 */
public final class InformationSchemaProbe implements AdminCommand {
    private static final Pattern FORM = Pattern
            .compile("(?is)SELECT (?:DISTINCT )?(.+?) FROM `?information_schema`?\\.`?(\\w+)`?(.*)");
    private static final Pattern AGGREGATE = Pattern
            .compile("(?is)(?:COUNT|SUM|MAX|MIN|AVG|GROUP_CONCAT) ?\\(.*");
    /** Joins are more than we follow; a driver's subquery only leaves out what is not here. */
    private static final Pattern COMPLEX = Pattern.compile("(?is).*\\b(?:JOIN|UNION|GROUP BY|(?<!NOT )EXISTS)\\b.*");

    private final Services services;

    public InformationSchemaProbe(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        AdminDatabase database = services.database();
        if (database == null || !form.matches()) {
            return null;
        }
        List<SelectItem> items = SelectItem.of(form.group(1));
        if (items.stream().anyMatch(item -> AGGREGATE.matcher(item.expression()).matches())) {
            return null;
        }
        boolean stats = caller.statistics();
        List<Map<String, String>> rows = new MetadataRows(database,
                database.schemas(stats ? AdminDatabase.Role.STATS : AdminDatabase.Role.ADMIN),
                schema -> stats && schema.equals("stats") ? "main" : schema, new WhereClause(form.group(3)))
                .of(form.group(2).toUpperCase(Locale.ROOT));
        boolean ours = rows.isEmpty() || !COMPLEX.matcher(form.group(3)).matches()
                && items.stream().allMatch(item -> item.isKnown(rows.getFirst()));
        return ours ? table(items, rows) : null;
    }

    /** The columns that are asked for; what we know nothing of is empty. */
    private static Reply table(List<SelectItem> asked, List<Map<String, String>> rows) {
        List<SelectItem> items = new ArrayList<>();
        for (SelectItem item : asked) {
            if (item.isAll()) {
                (rows.isEmpty() ? List.of("TABLE_NAME") : rows.getFirst().keySet()).stream()
                        .filter(name -> !name.startsWith(":")).forEach(name -> items.add(new SelectItem(name, name)));
            } else {
                items.add(item);
            }
        }
        List<Object[]> values = new ArrayList<>();
        for (Map<String, String> row : rows) {
            values.add(items.stream().map(item -> item.value(row)).toArray());
        }
        return new Reply.Table(items.stream().map(SelectItem::label).toList(), values);
    }
}
