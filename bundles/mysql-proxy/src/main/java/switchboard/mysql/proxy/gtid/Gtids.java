package switchboard.mysql.proxy.gtid;

import java.util.ArrayList;
import java.util.List;

/**
 * Transactions that a server has to have executed before it may be asked.
 *
 * @param text as the server or the client named them
 */
public record Gtids(String text, List<Range> ranges) {
    /** A statement commits one transaction, a procedure a few. */
    static final int MAX_RANGES = 64;
    static final int MAX_CHARACTERS = 4096;

    /** Numbers of one source, both ends included. */
    record Range(String source, long first, long last) {
    }

    public Gtids {
        ranges = List.copyOf(ranges);
    }

    /** What a server reports; what can't be read is kept as something that no other server has. */
    public static Gtids reported(String text) {
        Gtids read = parse(text);
        return read != null ? read : new Gtids("unreadable", List.of(new Range("", 1, 1)));
    }

    /** What a server reports or a client asks for; null if it is no list of transactions, or too long for one. */
    public static Gtids parse(String text) {
        List<Range> ranges = new ArrayList<>(1);
        if (text.length() > MAX_CHARACTERS) {
            return null;
        }
        try {
            new GtidParser().read(text, (source, first, last) -> {
                if (first < 1 || last < first || ranges.size() == MAX_RANGES) {
                    throw new IllegalArgumentException("no interval");
                }
                ranges.add(new Range(source, first, last));
            });
        } catch (IllegalArgumentException none) {
            return null;
        }
        return ranges.isEmpty() ? null : new Gtids(text, ranges);
    }
}
