package switchboard.galera;

import switchboard.topology.Verdict;

/** The rules for one node, in their order (ProxySQL 2.7 manual, mysql_galera_hostgroups). */
final class GaleraVerdict {
    private GaleraVerdict() {
    }

    /** @param maxTransactionsBehind from how many waiting write sets on a read-only node is lagging; 0 for never */
    static Verdict of(GaleraAnswer answer, long maxTransactionsBehind) {
        if (!answer.primaryPartition()) {
            return Verdict.offline("primary_partition=NO");
        }
        if (answer.desync()) {
            return Verdict.offline("wsrep_desync=YES");
        }
        if (answer.localState() != GaleraAnswer.SYNCED && !answer.isServingDonor()) {
            return Verdict.offline("wsrep_local_state=" + answer.localState());
        }
        if (answer.rejectsQueries()) {
            return Verdict.offline("wsrep_reject_queries=true");
        }
        if (answer.maintenance()) {
            return new Verdict(Verdict.Role.SOFTLY_OFFLINE, "pxc_maint_mode=YES");
        }
        if (!answer.readOnly()) {
            return Verdict.WRITER;
        }
        boolean lags = maxTransactionsBehind > 0 && answer.receiveQueue() > maxTransactionsBehind;
        return lags ? Verdict.offline("slave is lagging") : Verdict.READER;
    }
}
