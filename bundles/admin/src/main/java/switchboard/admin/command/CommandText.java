package switchboard.admin.command;

/** How the text of a command is compared. */
public final class CommandText {
    private CommandText() {
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
