package switchboard.cluster.pull;

import java.util.LinkedHashMap;
import java.util.Map;
import switchboard.api.table.Rows;

/**
 * What a peer has sent.
 *
 * @param tables by name, as in main
 * @param running what runs there of mysql_servers; null if that was not asked
 */
public record Fetched(Map<String, Rows> tables, Rows running) {
    public Fetched {
        tables = new LinkedHashMap<>(tables);
    }

    /** The tables are known in another form by now: a million rows need not be in memory twice. */
    void letGo() {
        tables.clear();
    }

    /** @param answers by the query's table; emptied, as those of a million accounts are not needed twice */
    static Fetched of(Map<String, Rows> answers) {
        Map<String, Rows> tables = new LinkedHashMap<>(answers);
        answers.clear();
        tables.computeIfPresent(PulledUsers.TABLE, (name, apart) -> PulledUsers.together(apart));
        return new Fetched(tables, tables.remove(PullQuery.RUNNING_SERVERS));
    }
}
