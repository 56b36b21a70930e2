package switchboard.config.store.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import switchboard.api.config.ConfigFile.Content;
import switchboard.api.config.FileSection;
import switchboard.config.store.shape.Column;

/**
 * The rows that a section of the config file describes.
 *
 * @param rows whole rows, with the table's defaults where the file says nothing
 * @param remarks what was left out and why, one line each, without values
 */
public record FileRows(List<String[]> rows, List<String> remarks) {

    /** Finds the share's section in the file; a share without one, or a file without it, gives no rows. */
    public static FileRows of(TableShare share, Content content) {
        FileSection section = share.section();
        if (section == null) {
            return new FileRows(List.of(), List.of());
        }
        return section.settings() ? settings(share, content) : entries(share, content);
    }

    private static FileRows settings(TableShare share, Content content) {
        List<String[]> rows = new ArrayList<>();
        String prefix = share.shared() ? share.rowPrefix() : "";
        content.groups().getOrDefault(share.section().name(), Map.of())
                .forEach((name, value) -> rows.add(new String[]{prefix + name, value}));
        return new FileRows(rows, List.of());
    }

    private static FileRows entries(TableShare share, Content content) {
        List<String[]> rows = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        TreeSet<String> unknown = new TreeSet<>();
        int number = 0;
        for (Map<String, String> written : content.lists().getOrDefault(share.section().name(), List.of())) {
            number++;
            Map<String, String> entry = columnsOf(written, share, unknown);
            List<String> missing = share.section().required().stream()
                    .filter(column -> !entry.containsKey(column.toLowerCase(Locale.ROOT))).toList();
            if (missing.isEmpty()) {
                rows.add(row(entry, share));
            } else {
                remarks.add("entry " + number + " of " + share.section().name() + " is left out: it has no " + missing);
            }
        }
        if (!unknown.isEmpty()) {
            remarks.add("keys of " + share.section().name() + " that are no columns are ignored: " + unknown);
        }
        return new FileRows(rows, remarks);
    }

    private static Map<String, String> columnsOf(Map<String, String> written, TableShare share,
            TreeSet<String> unknown) {
        Map<String, String> entry = new LinkedHashMap<>();
        written.forEach((key, value) -> {
            String column = share.section().aliases().getOrDefault(key, key);
            if (share.shape().indexOf(column) < 0) {
                unknown.add(key);
            } else {
                entry.put(column.toLowerCase(Locale.ROOT), value);
            }
        });
        return entry;
    }

    private static String[] row(Map<String, String> entry, TableShare share) {
        List<Column> columns = share.shape().columns();
        String[] row = new String[columns.size()];
        for (int i = 0; i < row.length; i++) {
            String name = columns.get(i).name().toLowerCase(Locale.ROOT);
            row[i] = entry.containsKey(name) ? number(columns.get(i), entry.get(name)) : columns.get(i).defaultValue();
        }
        return row;
    }

    /** libconfig's booleans stand for 1 and 0 in columns of numbers. */
    private static String number(Column column, String value) {
        if (column.affinity() != Column.Affinity.INTEGER || value == null) {
            return value;
        }
        return value.equalsIgnoreCase("true") ? "1" : value.equalsIgnoreCase("false") ? "0" : value;
    }
}
