package switchboard.checksum.algorithm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.mysql.protocol.hash.SpookySum;

/** One number over all checksums and versions. */
public final class GlobalHash {
    private static final List<String> ORDER = List.of("admin_variables", "mysql_query_rules", "mysql_servers",
            "mysql_servers_v2", "mysql_users", "mysql_variables", "proxysql_servers", "ldap_variables");
    private static final long SEED_1 = 9;
    private static final long SEED_2 = 5;

    private GlobalHash() {
    }

    /** ProxySQL's names in its order, then the others; never negative. */
    public static long of(List<ModuleChecksum> values) {
        List<ModuleChecksum> ordered = new ArrayList<>(values);
        ordered.sort(Comparator.comparingInt(GlobalHash::position).thenComparing(ModuleChecksum::name));
        SpookySum sum = new SpookySum();
        sum.begin(SEED_1, SEED_2);
        for (ModuleChecksum each : ordered) {
            if (each.version() != 0) {
                sum.add(each.checksum());
                sum.add(each.version());
            }
        }
        return sum.end() >>> 1;
    }

    private static int position(ModuleChecksum value) {
        int position = ORDER.indexOf(value.name());
        return position < 0 ? ORDER.size() : position;
    }
}
