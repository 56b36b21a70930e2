package switchboard.cluster.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class PullQueriesTest {
    @Test
    void areProxySqlsByTheByte() throws IOException {
        Map<String, List<String>> recorded = recorded();
        Map<String, List<String>> ours = new LinkedHashMap<>();
        recorded.keySet().forEach(name -> ours.put(name,
                PullQueries.of(name, false, false).stream().map(PullQuery::sql).toList()));
        assertEquals(recorded, ours);
    }

    @Test
    void takeInterfacesOnlyWhereTheConfigFileSaysSo() {
        assertEquals("SELECT * FROM runtime_global_variables WHERE variable_name LIKE 'admin-%' ORDER BY variable_name",
                PullQueries.of("admin_variables", false, true).getFirst().sql());
        assertFalse(PullQueries.of("mysql_variables", false, true).getFirst().sql().contains("mysql-interfaces"));
    }

    @Test
    void askForWhatRunsBehindWhatWasLoaded() {
        List<PullQuery> queries = PullQueries.of("mysql_servers_v2", true, false);
        assertEquals(8, queries.size());
        assertEquals(PullQueries.RUNNING_SERVERS, queries.getLast());
    }

    @Test
    void askNodesOfOursForAccountsInOneRowEachAndElseTheSame() {
        List<PullQuery> users = PullQueries.of("mysql_users", false, false);
        assertEquals(users.getFirst().sql() + " UNDIVIDED", PullQueries.ofOurs(users).getFirst().sql());
        List<PullQuery> rules = PullQueries.of("mysql_query_rules", false, false);
        assertEquals(rules, PullQueries.ofOurs(rules));
    }

    @Test
    void areUnknownForModulesOfOurOwn() {
        assertEquals(List.of(), PullQueries.of("mysql_firewall", false, false));
    }

    /** By name, from ProxySQL 2.7.1. */
    private static Map<String, List<String>> recorded() throws IOException {
        Map<String, List<String>> queries = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                PullQueriesTest.class.getResourceAsStream("/golden/pull_queries.tsv"), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t"))
                    .forEach(line -> queries.computeIfAbsent(line[0], name -> new ArrayList<>()).add(line[1]));
        }
        return queries;
    }
}
