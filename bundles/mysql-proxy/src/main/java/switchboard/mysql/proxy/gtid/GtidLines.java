package switchboard.mysql.proxy.gtid;

/**
 * Understands what a binlog reader sends, line by line: {@code ST=uuid:1-7,...} at first, {@code I1=uuid:8} for a
 * transaction, {@code I2=9} for one of the same uuid. Lines come on one thread; what was executed is read by any.
 */
final class GtidLines {
    private volatile GtidSet executed = new GtidSet();
    private GtidParser parser = new GtidParser();
    private long events;

    /** @throws IllegalArgumentException what nobody knows: the connection is of no use any more */
    void line(String line) {
        String content = line.length() < 3 ? "" : line.substring(3);
        switch (line.length() < 3 ? line : line.substring(0, 3)) {
            case "ST=" -> {
                GtidSet begun = new GtidSet();
                parser = new GtidParser();
                parser.read(content, begun::add);
                executed = begun; // whole at once: who asks meanwhile sees the one of before
            }
            case "I1=", "I2=" -> {
                parser.read(content, executed::add);
                events++;
            }
            default -> throw new IllegalArgumentException("unknown line");
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
