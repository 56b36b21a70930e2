package switchboard.config.file;

import java.util.List;
import switchboard.api.config.ConfigFile.SectionRows;
import switchboard.api.table.Rows;

/** Writes sections of a config file, so that reading them gives the same values. */
final class ConfigWriter {
    private ConfigWriter() {
    }

    static String write(List<SectionRows> sections) {
        StringBuilder out = new StringBuilder();
        for (SectionRows section : sections) {
            if (section.section().settings()) {
                settings(out, section);
            } else if (section.rows().size() > 0) {
                list(out, section);
            }
        }
        return out.toString();
    }

    private static void settings(StringBuilder out, SectionRows section) {
        out.append(section.section().name()).append(" =\n{\n");
        int prefix = section.rowPrefix() == null ? 0 : section.rowPrefix().length();
        for (String[] row : section.rows().values()) {
            out.append("    ").append(row[0].substring(prefix)).append(" = ");
            string(out, row[1]);
            out.append('\n');
        }
        out.append("}\n\n");
    }

    private static void list(StringBuilder out, SectionRows section) {
        out.append(section.section().name()).append(" =\n(\n");
        Rows rows = section.rows();
        for (int i = 0; i < rows.size(); i++) {
            out.append("    {\n");
            for (int column = 0; column < rows.columns().size(); column++) {
                String value = rows.values().get(i)[column];
                if (value != null) {
                    out.append("        ").append(rows.columns().get(column)).append(" = ");
                    value(out, value);
                    out.append('\n');
                }
            }
            out.append(i + 1 < rows.size() ? "    },\n" : "    }\n");
        }
        out.append(")\n\n");
    }

    /** Numbers as ProxySQL writes them, everything else as a string. */
    private static void value(StringBuilder out, String value) {
        if (value.matches("-?(0|[1-9]\\d{0,17})")) {
            out.append(value);
        } else {
            string(out, value);
        }
    }

    private static void string(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; value != null && i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\x%02x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
