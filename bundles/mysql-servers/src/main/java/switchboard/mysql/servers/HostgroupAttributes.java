package switchboard.mysql.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import switchboard.api.config.Rejection;
import switchboard.api.server.HostgroupRules;
import switchboard.api.table.Row;
import switchboard.api.table.Rows;
import switchboard.mysql.servers.JsonNumbers.Range;

/**
 * What the JSON columns of {@code mysql_hostgroup_attributes} say (ProxySQL 2.7 manual, mysql_hostgroup_attributes). That
 * they are JSON is a CHECK of the table; here is what stands in them. A wrong value is named and ignored, its row runs.
 *
 * @param rules the row as those take it who connect to the hostgroup; null without a row
 * @param ignoredVariables session variables that are not repeated on connections of the hostgroup
 * @param settings {@code handle_warnings}, {@code monitor_slave_lag_when_null} (seconds), as far as given
 * @param serverDefaults {@code weight}, {@code max_connections}, {@code use_ssl} of servers that are found, as far as given
 */
record HostgroupAttributes(long hostgroup, HostgroupRules rules, List<String> ignoredVariables,
        Map<String, Long> settings,
        Map<String, Long> serverDefaults) {
    private static final int WEEK_SECONDS = 604_800;
    private static final Range SWITCH = new Range(0, 1);
    private static final Map<String, Range> SETTINGS = Map.of("handle_warnings", SWITCH, "monitor_slave_lag_when_null",
            new Range(0, WEEK_SECONDS));
    private static final Map<String, Range> SERVER_DEFAULTS = Map.of("weight", new Range(0, 10_000_000), "use_ssl",
            SWITCH, "max_connections", new Range(0, Integer.MAX_VALUE));

    /** Of a hostgroup without a row. */
    static HostgroupAttributes none(int hostgroup) {
        return new HostgroupAttributes(hostgroup, null, List.of(), Map.of(), Map.of());
    }

    /** What all rows say, and what is wrong with them. */
    record Read(List<HostgroupAttributes> hostgroups, List<Rejection> rejections) {
    }

    static Read read(Rows rows) {
        List<HostgroupAttributes> hostgroups = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            hostgroups.add(of(rows.row(i), rejections));
        }
        return new Read(List.copyOf(hostgroups), List.copyOf(rejections));
    }

    private static HostgroupAttributes of(Row row, List<Rejection> rejections) {
        JsonNames ignored = JsonNames.of(row.text("ignore_session_variables"));
        JsonNumbers settings = JsonNumbers.of(row.text("hostgroup_settings"), SETTINGS);
        JsonNumbers defaults = JsonNumbers.of(row.text("servers_defaults"), SERVER_DEFAULTS);
        reject(row, "ignore_session_variables", ignored.wrong(), rejections);
        reject(row, "hostgroup_settings", settings.wrong(), rejections);
        reject(row, "servers_defaults", defaults.wrong(), rejections);
        HostgroupRules rules = new HostgroupRules((int) row.number("max_num_online_servers"),
                (int) row.number("autocommit"), (int) row.number("free_connections_pct"), row.text("init_connect"),
                row.number("multiplex") != 0, row.number("connection_warming") != 0,
                (int) row.number("throttle_connections_per_sec"),
                ignored.names().stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()),
                settings.values().getOrDefault("handle_warnings", -1L).intValue());
        return new HostgroupAttributes(row.number("hostgroup_id"), rules, ignored.names(), settings.values(),
                defaults.values());
    }

    private static void reject(Row row, String column, List<String> wrong, List<Rejection> rejections) {
        for (String what : wrong) {
            rejections.add(new Rejection(ServersTables.HOSTGROUP_ATTRIBUTES.name(), row.values(), row.values(),
                    "%s of hostgroup_id=%s in %s: %s; it is ignored".formatted(column, row.text("hostgroup_id"),
                            ServersTables.HOSTGROUP_ATTRIBUTES.name(), what)));
        }
    }
}
