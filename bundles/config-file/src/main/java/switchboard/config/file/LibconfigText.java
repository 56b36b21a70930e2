package switchboard.config.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import switchboard.api.config.ConfigFile.SectionRows;
import switchboard.api.table.Row;
import switchboard.api.table.Rows;

/**
 * Sections as text. Numbers are written as numbers, as ProxySQL wants to read them; but not in columns that it reads as
 * text, where a number may be a password. NULL is not written at all.
 */
final class LibconfigText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z*][-A-Za-z0-9_*]*");
    private static final Pattern INT = Pattern.compile("0|-?[1-9][0-9]{0,8}");
    private static final Set<String> TEXT_COLUMNS = Set.of("username", "password", "hostname", "default_schema",
            "schemaname", "client_addr", "proxy_addr", "digest", "match_digest", "match_pattern", "replace_pattern",
            "re_modifiers", "error_msg", "OK_msg", "attributes", "comment");

    private final StringBuilder text = new StringBuilder();
    private final List<String> leftOut = new ArrayList<>();

    LibconfigText(List<SectionRows> sections) {
        for (SectionRows section : sections) {
            text.append(text.isEmpty() ? "" : "\n").append(section.section().name()).append(" =\n");
            if (section.section().settings()) {
                settings(section);
            } else {
                entries(section.rows());
            }
        }
    }

    String text() {
        return text.toString();
    }

    /** Names that the syntax cannot express. */
    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    private void settings(SectionRows section) {
        String prefix = section.rowPrefix() == null ? "" : section.rowPrefix();
        text.append("{\n");
        for (String[] row : section.rows().values()) {
            String name = row[0].startsWith(prefix) ? row[0].substring(prefix.length()) : row[0];
            if (NAME.matcher(name).matches()) {
                text.append("    ").append(name).append(" = ").append(Strings.quoted(row[1])).append('\n');
            } else {
                leftOut.add(row[0]);
            }
        }
        text.append("}\n");
    }

    private void entries(Rows rows) {
        text.append("(\n");
        for (int i = 0; i < rows.size(); i++) {
            text.append("    {\n");
            entry(rows.row(i));
            text.append(i + 1 < rows.size() ? "    },\n" : "    }\n");
        }
        text.append(")\n");
    }

    private void entry(Row row) {
        for (int i = 0; i < row.values().length; i++) {
            String column = row.columns().get(i);
            String value = row.values()[i];
            if (value != null) {
                boolean number = INT.matcher(value).matches() && !TEXT_COLUMNS.contains(column);
                text.append("        ").append(column).append(" = ").append(number ? value : Strings.quoted(value))
                        .append('\n');
            }
        }
    }
}
