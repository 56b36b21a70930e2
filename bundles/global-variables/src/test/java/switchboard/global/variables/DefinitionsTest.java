package switchboard.global.variables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionsTest {
    private static final Definitions DEFINITIONS = new Definitions("0.1.0");

    static Stream<String[]> recorded() throws IOException {
        try (InputStream in = DefinitionsTest.class.getResourceAsStream("/golden/variables.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1)
                    .map(line -> line.split("\t", 2));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void hasTheNameAndDefaultOfEachVariableOfProxySql(String name, String value) {
        VariableDefinition variable = DEFINITIONS.find(name);
        assertNotNull(variable, name);
        assertEquals(name, variable.name(), "the case of the name");
        if (!name.equals("admin-version")) {
            assertEquals(value, variable.defaultValue());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void takesEachDefaultAsItIs(String name, String value) {
        VariableDefinition variable = DEFINITIONS.find(name);
        if (!value.equals(VariableType.NULL) && !name.equals("admin-version")) {
            assertEquals(value, variable.type().read(variable, value, "other"));
        }
    }

    @Test
    void hasNoVariablesButProxySqlsAndOurOwn() throws IOException {
        List<String> expected = new ArrayList<>(recorded().map(row -> row[0]).toList());
        expected.addAll(List.of("sqliteserver-mysql_ifaces", "sqliteserver-read_only",
                "switchboard-causal_reads_ms", "switchboard-cluster_election_port_offset", "switchboard-cluster_mode",
                "switchboard-cluster_modules",
                "switchboard-cluster_modules_diffs_before_sync",
                "switchboard-cluster_modules_save_to_disk", "switchboard-cluster_name",
                "switchboard-cluster_tls_required", "switchboard-cluster_version",
                "switchboard-config_history_max_bytes", "switchboard-config_history_versions",
                "switchboard-connections_per_loop", "switchboard-drain_ms", "switchboard-event_loops",
                "switchboard-hash_passwords", "switchboard-transport", "switchboard-writer_drain_ms"));
        assertEquals(expected, List.copyOf(DEFINITIONS.defaults("").keySet()));
    }

    @Test
    void showsItsOwnVersion() {
        assertEquals("0.1.0", DEFINITIONS.find("admin-version").defaultValue());
    }

    @Test
    void findsNamesInAnyCase() {
        assertEquals("mysql-query_cache_size_MB", DEFINITIONS.find("mysql-Query_cache_size_mb").name());
    }

    @Test
    void givesTheDefaultsOfOnePrefix() {
        assertEquals(Map.of("sqliteserver-mysql_ifaces", "0.0.0.0:6030", "sqliteserver-read_only", "false"),
                DEFINITIONS.defaults("sqliteserver-"));
    }
}
