package switchboard.mysql.proxy.gtid;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads lists of GTIDs as MySQL and binlog readers write them: {@code uuid:1-7:9,uuid:tag:3}. What is named by one list stays
 * in force for the next one.
 */
final class GtidParser {
    /** Takes the parts of a list. */
    interface Sink {
        /** @param source 32 hex digits, and for tagged ones a colon and the tag, all in lower case */
        void add(String source, long first, long last);
    }

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern TAG = Pattern.compile("[a-z_][a-z0-9_]{0,31}");
    private static final Pattern INTERVAL = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

    private String uuid;
    private String source;

    /**
     * Parts between commas and colons: a uuid counts for the intervals behind it, a tag for those up to the next one.
     *
     * @throws IllegalArgumentException it is no such list
     */
    void read(String list, Sink to) {
        boolean tagged = false; // without an interval so far
        for (String each : list.split("[,:]")) {
            String part = each.strip().toLowerCase(Locale.ROOT);
            if (part.isEmpty()) {
                continue;
            }
            String plain = part.length() < 32 ? "" : part.replace("-", "");
            if (!tagged && !plain.isEmpty() && UUID.matcher(plain).matches()) {
                uuid = plain;
                source = plain;
                continue;
            }
            if (!tagged && uuid != null && TAG.matcher(part).matches()) {
                tagged = true;
                source = uuid + ":" + part;
                continue;
            }
            var interval = INTERVAL.matcher(part);
            if (uuid == null || !interval.matches()) {
                throw new IllegalArgumentException("neither uuid nor interval");
            }
            tagged = false;
            long first = Long.parseLong(interval.group(1));
            to.add(source, first, interval.group(2) == null ? first : Long.parseLong(interval.group(2)));
        }
        if (tagged) {
            throw new IllegalArgumentException("a tag without an interval");
        }
    }
}
