package switchboard.admin.command;

/** How the text of a command is compared. */
public final class CommandText {
    private CommandText() {
    }

    /** Without the comments that DBeaver and connectors put before a statement; those of MySQL's that hold one stay. */
    static String withoutComments(String original) {
        String text = original.strip();
        while (text.startsWith("/*") && !text.startsWith("/*!") && !text.startsWith("/*M!")) {
            int end = text.indexOf("*/", 2);
            if (end < 0) {
                return text;
            }
            text = text.substring(end + 2).strip();
        }
        return text;
    }

    /** Runs of blanks become one, leading ones and trailing semicolons go. */
    static String normalise(String original) {
        return original.strip().replaceAll("\\s+", " ").replaceAll("[; ]+$", "");
    }

    /** In any case. */
    public static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** Without the quotes around it. */
    public static String unquoted(String text) {
        return text.strip().replaceAll("^['\"`]|['\"`]$", "");
    }
}
