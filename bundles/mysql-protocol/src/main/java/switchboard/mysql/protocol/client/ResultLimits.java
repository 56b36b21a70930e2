package switchboard.mysql.protocol.client;

/**
 * How large an answer may be. One that is larger ends its connection: what is left of it would have to be read.
 *
 * @param maxRows 0 and more
 * @param maxBytes of all packets of an answer, without their headers: 1 to 1 GB
 */
public record ResultLimits(int maxRows, int maxBytes) {
    /** For answers of a few rows: a status, a check. */
    public static final ResultLimits SMALL = new ResultLimits(10_000, 4 << 20);

    public ResultLimits {
        if (maxRows < 0 || maxBytes < 1 || maxBytes > 1 << 30) {
            throw new IllegalArgumentException("limits of " + maxRows + " rows and " + maxBytes + " bytes");
        }
    }
}
