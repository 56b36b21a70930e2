package switchboard.galera;

/**
 * What a node says of itself.
 *
 * @param primaryPartition wsrep_cluster_status is Primary
 * @param receiveQueue wsrep_local_recv_queue: write sets that wait to be applied
 * @param localState wsrep_local_state: 4 synced, 2 donor or desynced
 * @param desync wsrep_desync
 * @param rejectsQueries wsrep_reject_queries is not NONE
 * @param donorRejectsQueries wsrep_sst_donor_rejects_queries
 * @param maintenance pxc_maint_mode is not DISABLED
 */
record GaleraAnswer(boolean primaryPartition, boolean readOnly, long receiveQueue, int localState, boolean desync,
        boolean rejectsQueries, boolean donorRejectsQueries, boolean maintenance) {
    static final int SYNCED = 4;
    static final int DONOR = 2;

    /**
     * Whether the node could write if nobody else can: a part of the cluster's majority that takes queries, synced or donor.
     * A read-only node is not meant, nothing could be written there.
     */
    boolean mayWriteAtLast() {
        boolean takesQueries = !rejectsQueries && !maintenance && (localState == SYNCED || isServingDonor());
        return primaryPartition && takesQueries && !readOnly;
    }

    /** A donor of a state transfer that goes on answering queries. */
    boolean isServingDonor() {
        return localState == DONOR && !donorRejectsQueries;
    }
}
