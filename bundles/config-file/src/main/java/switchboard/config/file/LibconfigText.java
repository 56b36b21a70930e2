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
 * text, where a number may be a password. Variables are strings, as ProxySQL writes them: it reads a string as it stands,
 * and of a number no more than 32 bits. NULL is not written at all, except where its column has a default: there it
 * is an empty array, which ProxySQL passes over.
 */
final class LibconfigText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z*][-A-Za-z0-9_*]*");
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    private static final Set<String> TEXT_COLUMNS = Set.of("username", "password", "hostname", "default_schema",
            "schemaname", "client_addr", "proxy_addr", "digest", "match_digest", "match_pattern", "replace_pattern",
            "re_modifiers", "error_msg", "OK_msg", "attributes", "comment", "filename", "arg1",
            "arg2", "arg3", "arg4", "arg5", "uri", "script", "method", "domain_name", "ssl_ca", "ssl_cert", "ssl_key",
            "ssl_capath", "ssl_crl", "ssl_crlpath", "ssl_cipher", "tls_version", "servers_defaults");
    /** Nullable columns that have a default all the same (ProxySQL 2.7, mysql_query_rules). */
    private static final Set<String> NULL_IS_NO_DEFAULT = Set.of("re_modifiers");
    private static final String NULL = "[ ]";

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
            if (value != null || NULL_IS_NO_DEFAULT.contains(column)) {
                text.append("        ").append(column).append(" = ").append(written(column, value)).append('\n');
            }
        }
    }

    private static String written(String column, String value) {
        if (value == null) {
            return NULL;
        }
        if (TEXT_COLUMNS.contains(column) || !INTEGER.matcher(value).matches()) {
            return Strings.quoted(value);
        }
        long number = Long.parseLong(value);
        return number == (int) number ? value : value + 'L';
    }
}
