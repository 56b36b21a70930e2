package switchboard.aurora;

import java.time.Duration;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.Row;

/**
 * One row of {@code mysql_aws_aurora_hostgroups}: a cluster and how it is watched.
 *
 * @param port of every server of the cluster, 1 to 65535
 * @param domainName what follows a server's id in its host name; begins with a dot
 * @param lag what makes a reader too late
 * @param checkInterval between two checks of the cluster, 100 ms to 10 minutes
 * @param checkTimeout of one check, 80 ms to 3 s
 * @param newReaderWeight the weight of a server that a check finds
 */
record AuroraRow(int writerHostgroup, int readerHostgroup, boolean active, int port, String domainName, Lag lag,
        Duration checkInterval, Duration checkTimeout, boolean writerIsAlsoReader, int newReaderWeight) {

    private static final int MAX_PORT = 65_535;

    /**
     * Over the last {@code checks} (1 to 16), the greatest of lag + {@code added}, at least {@code min}, must not be
     * above {@code max}.
     */
    record Lag(Duration max, Duration added, Duration min, int checks) {
    }

    /** Reads a row that the table has taken; refuses what its CHECKs let through and no server can have. */
    static AuroraRow of(Row row) throws ConfigRefusedException {
        Lag lag = new Lag(millis(row, "max_lag_ms"), millis(row, "add_lag_ms"), millis(row, "min_lag_ms"),
                (int) row.number("lag_num_checks"));
        return new AuroraRow(number(row, "writer_hostgroup", 0, Integer.MAX_VALUE),
                number(row, "reader_hostgroup", 0, Integer.MAX_VALUE), row.flag("active"),
                number(row, "aurora_port", 1, MAX_PORT), row.text("domain_name"), lag,
                millis(row, "check_interval_ms"), millis(row, "check_timeout_ms"), row.flag("writer_is_also_reader"),
                (int) row.number("new_reader_weight"));
    }

    private static Duration millis(Row row, String column) {
        return Duration.ofMillis(row.number(column));
    }

    private static int number(Row row, String column, int min, int max) throws ConfigRefusedException {
        long number = row.number(column);
        if (number < min || number > max) {
            throw new ConfigRefusedException(("LOAD MYSQL SERVERS: row writer_hostgroup=%s of %s: %s=%d is not between "
                    + "%d and %d. Correct it and LOAD again; runtime is unchanged.")
                    .formatted(row.text("writer_hostgroup"), AuroraTable.NAME, column, number, min, max));
        }
        return (int) number;
    }
}
