package switchboard.group.replication;

import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.Row;

/**
 * One row of {@code mysql_group_replication_hostgroups}: the four hostgroups between which the servers of a cluster move.
 *
 * @param maxWriters how many servers the writer hostgroup may have ONLINE, 0 or more
 * @param maxTransactionsBehind from how many waiting transactions on a server is lagging; 0 for never
 */
record GroupReplicationRow(int writerHostgroup, int backupWriterHostgroup, int readerHostgroup, int offlineHostgroup,
        boolean active,
        long maxWriters, ReaderHostgroup writerIsAlsoReader, long maxTransactionsBehind) {

    /** Who is in the reader hostgroup beside the readers; in the order of the column's values. */
    enum ReaderHostgroup {
        READERS_ONLY, WRITERS_TOO, BACKUP_WRITERS_TOO
    }

    /** Reads a row that the table has taken; refuses a hostgroup that no number of ours can hold. */
    static GroupReplicationRow of(Row row) throws ConfigRefusedException {
        return new GroupReplicationRow(hostgroup(row, "writer_hostgroup"), hostgroup(row, "backup_writer_hostgroup"),
                hostgroup(row, "reader_hostgroup"), hostgroup(row, "offline_hostgroup"), row.flag("active"),
                row.number("max_writers"), ReaderHostgroup.values()[(int) row.number("writer_is_also_reader")],
                row.number("max_transactions_behind"));
    }

    /** Whether the servers of {@code other} would come into this one's writer hostgroup as something else. */
    boolean writesWhereOthersDoNot(GroupReplicationRow other) {
        return writerHostgroup == other.readerHostgroup || writerHostgroup == other.backupWriterHostgroup
                || writerHostgroup == other.offlineHostgroup;
    }

    private static int hostgroup(Row row, String column) throws ConfigRefusedException {
        long number = row.number(column);
        if (number > Integer.MAX_VALUE) {
            throw new ConfigRefusedException(("LOAD MYSQL SERVERS: row writer_hostgroup=%s of %s: %s is above %d. "
                    + "Correct it and LOAD again; runtime is unchanged.")
                    .formatted(row.text("writer_hostgroup"), GroupReplicationTable.NAME, column, Integer.MAX_VALUE));
        }
        return (int) number;
    }
}
