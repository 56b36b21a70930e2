package switchboard.group.replication;

import switchboard.api.check.CheckResult;
import switchboard.topology.Verdict;

/**
 * What a member says of itself and of the group.
 *
 * @param viableCandidate ONLINE itself, and a majority is ONLINE or RECOVERING
 * @param transactionsBehind transactions of others that wait to be applied
 * @param members {@code host:port} of all, with commas between; null if the server doesn't tell
 */
record GroupReplicationAnswer(boolean viableCandidate, boolean readOnly, long transactionsBehind, String members) {
    private static final int FIRST_WITH_MEMBERS = 8;
    private static final String NOW = """
            SELECT COALESCE((SELECT IF(own.MEMBER_STATE = 'ONLINE' AND 2 * (SELECT COUNT(*) \
            FROM performance_schema.replication_group_members WHERE MEMBER_STATE IN ('ONLINE', 'RECOVERING')) \
            > (SELECT COUNT(*) FROM performance_schema.replication_group_members), 'YES', 'NO') \
            FROM performance_schema.replication_group_members own WHERE own.MEMBER_ID = @@server_uuid), 'NO') \
            AS viable_candidate, \
            IF(@@global.read_only OR @@global.super_read_only, 'YES', 'NO') AS read_only, \
            COALESCE((SELECT COUNT_TRANSACTIONS_REMOTE_IN_APPLIER_QUEUE \
            FROM performance_schema.replication_group_member_stats WHERE MEMBER_ID = @@server_uuid), 0) \
            AS transactions_behind, \
            (SELECT GROUP_CONCAT(CONCAT(MEMBER_HOST, ':', MEMBER_PORT)) \
            FROM performance_schema.replication_group_members) AS members""";
    private static final String BEFORE_8 = """
            SELECT viable_candidate, read_only, transactions_behind FROM sys.gr_member_routing_candidate_status""";

    /** The statement for a server of this version. */
    static String statement(String serverVersion) {
        String major = serverVersion.replaceFirst("\\..*", "");
        boolean tellsMembers = major.matches("\\d{1,3}") && Integer.parseInt(major) >= FIRST_WITH_MEMBERS;
        return tellsMembers ? NOW : BEFORE_8;
    }

    /** What is missing counts as the worse. */
    static GroupReplicationAnswer of(CheckResult result) {
        String behind = result.text("transactions_behind");
        return new GroupReplicationAnswer("YES".equalsIgnoreCase(result.text("viable_candidate")),
                !"NO".equalsIgnoreCase(result.text("read_only")),
                behind != null && behind.matches("\\d{1,18}") ? Long.parseLong(behind) : 0, result.text("members"));
    }

    Verdict verdict() {
        if (!viableCandidate) {
            return Verdict.offline("viable_candidate=NO");
        }
        return readOnly ? Verdict.READER : Verdict.WRITER;
    }
}
