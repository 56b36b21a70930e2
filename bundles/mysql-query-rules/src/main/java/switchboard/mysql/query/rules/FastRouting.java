package switchboard.mysql.query.rules;

import java.util.HashMap;
import java.util.Map;
import switchboard.api.query.QueryOrigin;
import switchboard.api.table.Row;
import switchboard.api.table.Rows;

/** mysql_query_rules_fast_routing: a hostgroup by user, schema and flagIN. Immutable. */
final class FastRouting {
    private record Key(String username, String schemaname, int flagIn) {
    }

    private final Map<Key, Integer> hostgroups;

    private FastRouting(Map<Key, Integer> hostgroups) {
        this.hostgroups = hostgroups;
    }

    static FastRouting of(Rows rows) {
        Map<Key, Integer> hostgroups = HashMap.newHashMap(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.row(i);
            hostgroups.put(new Key(row.text("username"), row.text("schemaname"), (int) row.number("flagIN")),
                    (int) row.number("destination_hostgroup"));
        }
        return new FastRouting(hostgroups);
    }

    /** The hostgroup of this user, else of any user; null if there is none. */
    Integer hostgroup(QueryOrigin origin, int flagIn, Trace trace) {
        if (hostgroups.isEmpty()) {
            return null;
        }
        Integer own = look(origin, origin.user(), flagIn, trace);
        return own != null ? own : look(origin, "", flagIn, trace);
    }

    private Integer look(QueryOrigin origin, String user, int flagIn, Trace trace) {
        Integer found = hostgroups.get(new Key(user, origin.schema(), flagIn));
        trace.fastRouting(origin, user, flagIn, found);
        return found;
    }
}
