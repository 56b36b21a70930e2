package switchboard.mysql.proxy.gtid;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Understands what a binlog reader sends, line by line: {@code ST=uuid:1-7,...} at first, {@code I1=uuid:8} for a
 * transaction, {@code I2=9} for one of the same uuid.
 */
final class GtidLines {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern INTERVAL = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

    private GtidSet executed = new GtidSet();
    private String uuid;
    private long events;

    /** @throws IllegalArgumentException what nobody knows: the connection is of no use any more */
    void line(String line) {
        String content = line.length() < 3 ? "" : line.substring(3).strip();
        switch (line.length() < 3 ? line : line.substring(0, 3)) {
            case "ST=" -> {
                executed = new GtidSet();
                uuid = null;
                add(content);
            }
            case "I1=", "I2=" -> {
                add(content);
                events++;
            }
            default -> throw new IllegalArgumentException("unknown line");
        }
    }

    /** Parts between commas and colons: a uuid counts for the intervals behind it. */
    private void add(String content) {
        for (String part : content.split("[,:]")) {
            if (part.isEmpty()) {
                continue;
            }
            String known = part.length() < 32 ? "" : part.replace("-", "").toLowerCase(Locale.ROOT);
            if (!known.isEmpty() && UUID.matcher(known).matches()) {
                uuid = known;
                continue;
            }
            var interval = INTERVAL.matcher(part);
            if (uuid == null || !interval.matches()) {
                throw new IllegalArgumentException("neither uuid nor interval");
            }
            long first = Long.parseLong(interval.group(1));
            executed.add(uuid, first, interval.group(2) == null ? first : Long.parseLong(interval.group(2)));
        }
    }

    GtidSet executed() {
        return executed;
    }

    /** Transactions that came after the first line. */
    long events() {
        return events;
    }
}
