package switchboard.global.variables;

import java.util.List;
import switchboard.api.config.Rejection;

/**
 * The deprecated admin-checksum_ variables: checksums are always computed; one that is false only sets the module's
 * admin-cluster_..._diffs_before_sync to 0, also in main, where it stays when the other is true again (ProxySQL 2.7.1,
 * recorded).
 */
final class ChecksumRule {
    private static final String PREFIX = "admin-";
    private static final List<String> MODULES = List.of("mysql_query_rules", "mysql_servers", "mysql_users",
            "mysql_variables", "admin_variables", "ldap_variables");

    private ChecksumRule() {
    }

    /** Corrects the plan; a plan of another module's variables has none of these. */
    static void apply(VariablesPlan plan) {
        for (String module : MODULES) {
            if ("false".equals(plan.values().get(PREFIX + "checksum_" + module))) {
                switchOff(plan, "checksum_" + module, "cluster_" + module + "_diffs_before_sync");
            }
        }
    }

    private static void switchOff(VariablesPlan plan, String deprecated, String diffs) {
        String reason = "Disabling deprecated 'admin-%s', setting 'admin-%s=0'".formatted(deprecated, diffs);
        String name = PREFIX + diffs;
        String old = plan.values().put(name, "0");
        if ("0".equals(old)) {
            plan.remarks().add(reason);
        } else {
            plan.rejections()
                    .add(new Rejection(VariablesPlan.TABLE, new String[]{name, old}, new String[]{name, "0"}, reason));
        }
    }
}
