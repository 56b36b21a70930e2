package switchboard.itests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A config file in ProxySQL's syntax. */
final class SwitchboardConfig {
    static final int WRITER = 10;
    static final int READER = 20;

    private final Map<String, String> adminVariables = new LinkedHashMap<>();
    private final Map<String, String> mysqlVariables = new LinkedHashMap<>();
    private final List<String> servers = new ArrayList<>();
    private final List<String> users = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();
    private String moreInterfaces = "";

    /** Nothing but ports. */
    static SwitchboardConfig empty() {
        return new SwitchboardConfig();
    }

    /** The source in hostgroup 10, the replicas in 20, user app, no rules. */
    static SwitchboardConfig of(Topology servers) {
        return empty().server(WRITER, servers.port(1)).server(READER, servers.port(2)).server(READER, servers.port(3))
                .user("app", "app_pw", WRITER);
    }

    /** The three rules of the tutorial. */
    SwitchboardConfig splitting() {
        return rule(1, "^SELECT.*FOR UPDATE$", WRITER).rule(2, "^SELECT", READER).rule(3, "^INSERT", WRITER);
    }

    /** @param more further columns, such as {@code weight=3} */
    SwitchboardConfig server(int hostgroup, int port, String... more) {
        servers.add("{ address=\"127.0.0.1\", port=" + port + ", hostgroup=" + hostgroup + joined(more) + " }");
        return this;
    }

    /** A server at any address: a host, or the path of a Unix socket with port 0. */
    SwitchboardConfig serverAt(int hostgroup, String address, int port) {
        servers.add("{ address=\"" + address + "\", port=" + port + ", hostgroup=" + hostgroup + " }");
        return this;
    }

    /** One more listener beside the usual one: {@code [::1]:6033}, {@code /path}. */
    SwitchboardConfig listen(String address) {
        moreInterfaces += ";" + address;
        return this;
    }

    SwitchboardConfig user(String name, String password, int hostgroup, String... more) {
        users.add("{ username=\"" + name + "\", password=\"" + password + "\", default_hostgroup=" + hostgroup
                + joined(more) + " }");
        return this;
    }

    SwitchboardConfig rule(int id, String matchDigest, int hostgroup) {
        return rule("rule_id=" + id, "active=1", "match_digest=\"" + matchDigest + "\"",
                "destination_hostgroup=" + hostgroup, "apply=1");
    }

    SwitchboardConfig rule(String... columns) {
        rules.add("{ " + String.join(", ", columns) + " }");
        return this;
    }

    /** @param value as the file shows it: strings with quotes */
    SwitchboardConfig mysql(String name, Object value) {
        mysqlVariables.put(name, value.toString());
        return this;
    }

    SwitchboardConfig admin(String name, Object value) {
        adminVariables.put(name, value.toString());
        return this;
    }

    /** The file's text. */
    String text(int adminPort, int mysqlPort) {
        admin("mysql_ifaces", "\"127.0.0.1:" + adminPort + "\"");
        mysql("interfaces", "\"127.0.0.1:" + mysqlPort + moreInterfaces + "\"");
        return group("admin_variables", adminVariables) + group("mysql_variables", mysqlVariables)
                + list("mysql_servers", servers) + list("mysql_users", users) + list("mysql_query_rules", rules);
    }

    private static String joined(String... columns) {
        return columns.length == 0 ? "" : ", " + String.join(", ", columns);
    }

    private static String group(String name, Map<String, String> values) {
        return values.entrySet().stream().map(each -> "    " + each.getKey() + "=" + each.getValue() + "\n")
                .collect(Collectors.joining("", name + "=\n{\n", "}\n"));
    }

    private static String list(String name, List<String> entries) {
        return name + "=\n(\n    " + String.join(",\n    ", entries) + "\n)\n";
    }
}
