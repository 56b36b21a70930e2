package switchboard.group.replication;

/** Which members the lag rule is for (mysql-monitor_groupreplication_max_transactions_behind_for_read_only 0, 1, 2). */
enum LagScope {
    WRITERS, READERS, BOTH;

    boolean includes(boolean readOnly) {
        return this == BOTH || (this == READERS) == readOnly;
    }
}
