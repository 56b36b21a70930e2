package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every variable of ProxySQL 2.7.1, row by row through the admin port: its default, its type and its range. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenVariablesIT {
    /** Set by the test's own config file, or the build's own. */
    private static final Set<String> OWN_DEFAULT = Set.of("admin-mysql_ifaces", "mysql-interfaces", "admin-version");
    /** They would close this test's own connection. */
    private static final Set<String> LEFT_ALONE = Set.of("admin-read_only", "admin-mysql_ifaces");
    /** The start decides (spec of variables, restart); admin-version is read only. */
    private static final Set<String> FIXED = Set.of("mysql-threads", "mysql-stacksize",
            "mysql-interfaces", "admin-version");
    /** Texts that are no free text, with one that each takes. */
    private static final Map<String, String> FITTING = Map.ofEntries(
            Map.entry("admin-admin_credentials", "admin:admin;other:secret"),
            Map.entry("admin-telnet_admin_ifaces", "127.0.0.1:1"),
            Map.entry("admin-telnet_stats_ifaces", "127.0.0.1:1"),
            Map.entry("admin-ssl_keylog_file", "keys.txt"),
            Map.entry("admin-stats_credentials", "stats:stats;another:secret"),
            Map.entry("mysql-auditlog_filename", "audit"),
            Map.entry("mysql-eventslog_filename", "events"), Map.entry("mysql-default_charset", "utf8mb4"),
            Map.entry("mysql-default_collation_connection", "utf8mb4_bin"),
            Map.entry("mysql-default_authentication_plugin", "caching_sha2_password"),
            Map.entry("mysql-default_session_track_gtids", "OWN_GTID"),
            Map.entry("mysql-monitor_replication_lag_use_percona_heartbeat", "percona.heartbeat"),
            Map.entry("mysql-proxy_protocol_networks", "10.0.0.0/8"), Map.entry("mysql-server_capabilities", "569867"));
    private static final Set<String> EMPTY_IS_REFUSED = Set.of("admin-admin_credentials", "admin-stats_credentials",
            "admin-telnet_admin_ifaces", "admin-telnet_stats_ifaces", "mysql-default_schema", "mysql-monitor_username");
    private static final Map<String, String> REFUSED = Map.of("mysql-default_authentication_plugin", "no_plugin",
            "mysql-default_session_track_gtids", "MAYBE", "mysql-auditlog_filename", "logs/",
            "mysql-eventslog_filename", "/no/such/folder/events", "admin-ssl_keylog_file", "/no/such/folder/keys",
            "mysql-monitor_replication_lag_use_percona_heartbeat", "no table");

    private record Variable(String name, String preset, String type, String min, String max) {
        boolean isNumber() {
            return type.equals("int") || type.equals("interval");
        }

        boolean mayBeZero() {
            return Long.parseLong(min) <= 0;
        }
    }

    private final Switchboard switchboard;
    private final List<Variable> variables = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private Connection admin;
    private Map<String, String> main;
    private Map<String, String> runtime;

    GoldenVariablesIT(Switchboards switchboards) {
        switchboard = switchboards.start(SwitchboardConfig.empty());
    }

    @BeforeAll
    void connect() throws SQLException, IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                GoldenVariablesIT.class.getResourceAsStream("/golden/variables.tsv"), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t", -1))
                    .forEach(row -> variables.add(new Variable(row[0], row[1], row[2], row[3], row[4])));
        }
        assertEquals(212, variables.size());
        admin = switchboard.admin().connect();
        main = all("global_variables"); // before other tests: an empty cluster_username keeps the one before
        runtime = all("runtime_global_variables");
    }

    @AfterAll
    void disconnect() throws SQLException {
        admin.close();
    }

    @Test
    void everyRowHasItsDefaultInMainAndRuntime() throws SQLException {
        for (Variable variable : variables) {
            if (!OWN_DEFAULT.contains(variable.name())) {
                expect(variable, "main", variable.preset(), main.get(variable.name()));
                expect(variable, "runtime", variable.preset(), runtime.get(variable.name()));
            }
        }
        TreeSet<String> more = new TreeSet<>(main.keySet());
        variables.forEach(variable -> more.remove(variable.name()));
        more.removeIf(name -> name.startsWith("switchboard-") || name.startsWith("sqliteserver-"));
        assertEquals(Set.of(), more, "variables that ProxySQL does not have bear our own prefix");
        assertNothingWrong();
    }

    @Test
    void numbersAreTakenWithinTheirRangeAndRefusedBeyond() throws SQLException {
        List<Variable> numbers = variables.stream()
                .filter(variable -> variable.isNumber() && !FIXED.contains(variable.name())).toList();
        taken(numbers, Variable::min, Variable::min);
        taken(numbers, Variable::max, Variable::max);
        taken(numbers, variable -> variable.max() + "x", Variable::max);
        refused(numbers, variable -> Long.toString(Long.parseLong(variable.min()) - 1));
        refused(numbers, variable -> Long.toString(Long.parseLong(variable.max()) + 1));
        assertNothingWrong();
    }

    /** As C's atoi has it. */
    @Test
    void whatIsNoNumberCountsAsZero() throws SQLException {
        List<Variable> numbers = variables.stream()
                .filter(variable -> variable.isNumber() && !FIXED.contains(variable.name())).toList();
        taken(numbers.stream().filter(Variable::mayBeZero).toList(), variable -> "many", variable -> "0");
        refused(numbers.stream().filter(variable -> !variable.mayBeZero()).toList(), variable -> "many");
        assertNothingWrong();
    }

    @Test
    void intervalsOfHistoryAreRoundedUp() throws SQLException {
        List<Variable> intervals = variables.stream().filter(variable -> variable.type().equals("interval")).toList();
        taken(intervals, variable -> "3", variable -> "5");
        taken(intervals, variable -> "31", variable -> "60");
        taken(intervals, variable -> "299", variable -> "300");
        assertNothingWrong();
    }

    @Test
    void switchesAreTakenInEachSpellingAndNothingElse() throws SQLException {
        List<Variable> switches = variables.stream()
                .filter(variable -> variable.type().equals("bool") && !LEFT_ALONE.contains(variable.name())).toList();
        UnaryOperator<String> other = preset -> Boolean.toString(!preset.equals("true"));
        taken(switches, variable -> variable.preset().equals("true") ? "0" : "1",
                variable -> other.apply(variable.preset()));
        taken(switches, variable -> variable.preset().equals("true") ? "FALSE" : "True",
                variable -> other.apply(variable.preset()));
        for (String none : List.of("yes", "2", "", "truely")) {
            refused(switches, variable -> none);
        }
        assertNothingWrong();
    }

    @Test
    void textsAreTakenAndThoseThatDoNotFitRefused() throws SQLException {
        List<Variable> texts = variables.stream().filter(variable -> !variable.isNumber()
                && !variable.type().equals("bool") && !LEFT_ALONE.contains(variable.name())
                && !FIXED.contains(variable.name())).toList();
        Function<Variable, String> fitting = variable -> FITTING.getOrDefault(variable.name(), "it's \"a\\text");
        taken(texts, fitting, fitting);
        refused(texts.stream().filter(variable -> EMPTY_IS_REFUSED.contains(variable.name())).toList(), any -> "");
        refused(texts.stream().filter(variable -> REFUSED.containsKey(variable.name())).toList(),
                variable -> REFUSED.get(variable.name()));
        assertNothingWrong();
    }

    @Test
    void whatTheStartDecidesKeepsItsValue() throws SQLException {
        refused(variables.stream().filter(variable -> FIXED.contains(variable.name())).toList(),
                variable -> variable.isNumber() ? Long.toString(Long.parseLong(variable.preset()) + 1) : "other");
        assertNothingWrong();
    }

    /** Loads a value of each in one step, expects what then runs, and goes back. */
    private void taken(List<Variable> all, Function<Variable, String> typed, Function<Variable, String> running)
            throws SQLException {
        Map<String, String> before = all("runtime_global_variables");
        load(all, typed);
        Map<String, String> now = all("runtime_global_variables");
        all.forEach(variable -> expect(variable, "'" + typed.apply(variable) + "' in runtime",
                running.apply(variable), now.get(variable.name())));
        load(all, variable -> before.get(variable.name()));
    }

    /** Loads a value of each in one step and expects that runtime and main are as before. */
    private void refused(List<Variable> all, Function<Variable, String> typed) throws SQLException {
        Map<String, String> before = all("runtime_global_variables");
        load(all, typed);
        for (String layer : List.of("runtime_global_variables", "global_variables")) {
            Map<String, String> now = all(layer);
            all.forEach(variable -> expect(variable, "'" + typed.apply(variable) + "' refused, " + layer,
                    before.get(variable.name()), now.get(variable.name())));
        }
        load(all, variable -> before.get(variable.name()));
    }

    private void load(List<Variable> all, Function<Variable, String> value) throws SQLException {
        for (Variable variable : all) {
            Sql.run(admin, "UPDATE global_variables SET variable_value='" + value.apply(variable).replace("'", "''")
                    + "' WHERE variable_name='" + variable.name() + "'");
        }
        Sql.run(admin, "LOAD ADMIN VARIABLES TO RUNTIME", "LOAD MYSQL VARIABLES TO RUNTIME");
    }

    private Map<String, String> all(String table) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        Sql.rows(admin, "SELECT variable_name, variable_value FROM " + table)
                .forEach(row -> found.put(row.get(0), row.get(1)));
        return found;
    }

    private void expect(Variable variable, String what, String expected, String found) {
        if (!expected.equals(found)) {
            wrong.add(variable.name() + " " + what + ": expected '" + expected + "', found '" + found + "'");
        }
    }

    private void assertNothingWrong() {
        List<String> all = List.copyOf(wrong);
        wrong.clear();
        assertEquals("", String.join("\n", all));
    }
}
