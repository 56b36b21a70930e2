package switchboard.global.variables;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** How the text of a variable is read: the value to put in force, or null when the text is refused. */
enum VariableType {
    /** A number within bounds. */
    INT {
        @Override
        String read(VariableDefinition of, String text, String current) {
            long number = leadingNumber(text);
            return number < of.min() || number > of.max() ? null : Long.toString(number);
        }
    },
    /** Seconds between samples of the statistics history: a number that is rounded up to an interval that is kept. */
    INTERVAL {
        @Override
        String read(VariableDefinition of, String text, String current) {
            String number = INT.read(of, text, current);
            return number == null ? null : Long.toString(roundedUp(Long.parseLong(number)));
        }
    },
    BOOL {
        @Override
        String read(VariableDefinition of, String text, String current) {
            if (text.equals("1") || text.equalsIgnoreCase("true")) {
                return "true";
            }
            return text.equals("0") || text.equalsIgnoreCase("false") ? "false" : null;
        }
    },
    STRING {
        @Override
        String read(VariableDefinition of, String text, String current) {
            return text;
        }
    },
    /** One of a few words. */
    CHOICE {
        @Override
        String read(VariableDefinition of, String text, String current) {
            return of.choices().stream().filter(text::equalsIgnoreCase).findFirst().orElse(null);
        }
    },
    /** The base name of a log; relative to the data folder. */
    LOG_FILE {
        @Override
        String read(VariableDefinition of, String text, String current) {
            return text.isEmpty() || !text.endsWith("/") && !text.contains("\0") && folderIsThere(Path.of(text))
                    ? text
                    : null;
        }
    },
    /** The file for TLS keys; relative to the data folder. */
    KEY_LOG_FILE {
        @Override
        String read(VariableDefinition of, String text, String current) {
            return LOG_FILE.read(of, text, current) == null || !text.isEmpty() && Files.isDirectory(Path.of(text))
                    ? null
                    : text;
        }
    },
    /** {@code schema.table}, with or without backticks, or empty. */
    TABLE_NAME {
        @Override
        String read(VariableDefinition of, String text, String current) {
            return text.isEmpty() || QUALIFIED_NAME.matcher(text).matches() ? text : null;
        }
    },
    /** {@code *}, or networks separated by commas. As in ProxySQL a wrong list is taken without an effect. */
    NETWORKS {
        @Override
        String read(VariableDefinition of, String text, String current) {
            return text.isEmpty() || text.equals("*") || Networks.areValid(text) ? text : current;
        }
    };

    /** What stands for "unset". */
    static final String NULL = "(null)";
    private static final Pattern QUALIFIED_NAME = Pattern.compile("`?([a-z\\d_]+)`?\\.`?([a-z\\d_]+)`?",
            Pattern.CASE_INSENSITIVE);
    private static final int[] INTERVALS = {0, 1, 5, 10, 30, 60, 120, 300};
    private static final int LONGEST_INTERVAL = 600;
    private static final int DIGITS_OF_A_LONG = 18;

    abstract String read(VariableDefinition of, String text, String current);

    /** The leading digits as a number, 0 if there are none (C's atoi); saturates. */
    static long leadingNumber(String text) {
        String number = text.strip();
        boolean negative = number.startsWith("-");
        int start = negative || number.startsWith("+") ? 1 : 0;
        int end = start;
        while (end < number.length() && number.charAt(end) >= '0' && number.charAt(end) <= '9') {
            end++;
        }
        if (end == start) {
            return 0;
        }
        long value = end - start > DIGITS_OF_A_LONG ? Long.MAX_VALUE : Long.parseLong(number.substring(start, end));
        return negative ? -value : value;
    }

    private static long roundedUp(long seconds) {
        for (int interval : INTERVALS) {
            if (seconds <= interval) {
                return interval;
            }
        }
        return LONGEST_INTERVAL;
    }

    private static boolean folderIsThere(Path file) {
        return !file.isAbsolute() || file.getParent() != null && Files.isDirectory(file.getParent());
    }
}
