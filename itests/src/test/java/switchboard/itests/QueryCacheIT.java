package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers from the cache, as a rule with a cache_ttl orders them. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryCacheIT {
    private static final String READ = "SELECT note FROM cached WHERE id = 1";
    private final Topology servers;
    private final Switchboard switchboard;

    QueryCacheIT(Topology servers, Switchboards switchboards) throws SQLException {
        this.servers = servers;
        servers.onSource("DROP TABLE IF EXISTS cached", "CREATE TABLE cached (id INT PRIMARY KEY, note TEXT)");
        switchboard = switchboards.start(SwitchboardConfig.of(servers).rule("rule_id=1", "active=1",
                "match_digest=\"FROM cached\"", "cache_ttl=3600000", "apply=1"));
    }

    @Test
    void aKeptAnswerIsServedUntilTheCacheIsFlushed() throws SQLException {
        servers.onSource("REPLACE INTO cached VALUES (1, 'old')");
        try (Connection one = switchboard.proxy().connect();
                Connection two = switchboard.proxy().connect();
                Connection admin = switchboard.admin().connect()) {
            assertEquals("old", Sql.value(one, READ));
            servers.onSource("REPLACE INTO cached VALUES (1, 'new')");
            assertEquals("old", Sql.value(one, READ));
            assertEquals("old", Sql.value(two, READ));
            switchboard.awaitAdmin(List.of(List.of("-1", "2")), "SELECT hostgroup, SUM(count_star) "
                    + "FROM stats_mysql_query_digest WHERE digest_text LIKE '%FROM cached%' AND hostgroup = -1 "
                    + "GROUP BY hostgroup");
            assertTrue(status("Query_Cache_Memory_bytes") > 0);
            assertEquals(1, status("Query_Cache_Entries"));
            Sql.run(one, "BEGIN");
            assertEquals("new", Sql.value(one, READ), "in a transaction the server is asked");
            Sql.run(one, "COMMIT");
            Sql.run(admin, "PROXYSQL FLUSH QUERY CACHE");
            assertEquals("new", Sql.value(two, READ));
            Sql.run(admin, "PROXYSQL MODULE STOP query-cache");
            servers.onSource("REPLACE INTO cached VALUES (1, 'newest')");
            assertEquals("newest", Sql.value(two, READ));
            Sql.run(admin, "PROXYSQL MODULE START query-cache");
            assertEquals("newest", Sql.value(two, READ));
        }
    }

    private long status(String name) {
        return Long.parseLong(switchboard
                .adminValue("SELECT Variable_Value FROM stats_mysql_global WHERE Variable_Name = '" + name + "'"));
    }
}
