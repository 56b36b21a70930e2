package switchboard.topology;

import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.Row;

/**
 * One row of {@code mysql_galera_hostgroups} or {@code mysql_group_replication_hostgroups}, which have the same columns:
 * the four hostgroups between which the servers of a cluster move.
 *
 * @param maxWriters how many servers the writer hostgroup may have ONLINE, 0 or more
 * @param maxTransactionsBehind from how many waiting transactions on a server is lagging; 0 for never
 */
public record ClusterRow(int writerHostgroup, int backupWriterHostgroup, int readerHostgroup, int offlineHostgroup,
        boolean active, long maxWriters, ReaderHostgroup writerIsAlsoReader, long maxTransactionsBehind) {

    /** Who is in the reader hostgroup beside the readers; in the order of the column's values. */
    public enum ReaderHostgroup {
        READERS_ONLY, WRITERS_TOO, BACKUP_WRITERS_TOO
    }

    /** Reads a row that the table has taken; refuses a hostgroup that no number of ours can hold. */
    static ClusterRow of(String table, Row row) throws ConfigRefusedException {
        return new ClusterRow(hostgroup(table, row, "writer_hostgroup"),
                hostgroup(table, row, "backup_writer_hostgroup"), hostgroup(table, row, "reader_hostgroup"),
                hostgroup(table, row, "offline_hostgroup"), row.flag("active"), row.number("max_writers"),
                ReaderHostgroup.values()[(int) row.number("writer_is_also_reader")],
                row.number("max_transactions_behind"));
    }

    /** Whether the servers of {@code other} would come into this one's writer hostgroup as something else. */
    boolean writesWhereOthersDoNot(ClusterRow other) {
        return writerHostgroup == other.readerHostgroup || writerHostgroup == other.backupWriterHostgroup
                || writerHostgroup == other.offlineHostgroup;
    }

    private static int hostgroup(String table, Row row, String column) throws ConfigRefusedException {
        long number = row.number(column);
        if (number > Integer.MAX_VALUE) {
            throw new ConfigRefusedException(("LOAD MYSQL SERVERS: row writer_hostgroup=%s of %s: %s is above %d. "
                    + "Correct it and LOAD again; runtime is unchanged.")
                    .formatted(row.text("writer_hostgroup"), table, column, Integer.MAX_VALUE));
        }
        return (int) number;
    }
}
