package switchboard.cluster.mesh;

import switchboard.cluster.decision.SyncRule;

/**
 * How a module is followed.
 *
 * @param variable the variable with the number of checks: {@code admin-cluster_mysql_users_diffs_before_sync}
 */
public record ModuleSetting(String variable, SyncRule rule, boolean saveToDisk) {
}
