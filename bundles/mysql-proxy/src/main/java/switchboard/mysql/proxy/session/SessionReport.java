package switchboard.mysql.proxy.session;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import switchboard.api.listen.ClientAddress;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Collation;
import switchboard.mysql.protocol.Collations;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendState;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.variables.SessionVariables;
import switchboard.mysql.proxy.variables.TrackedVariables;

/**
 * A session as PROXYSQL INTERNAL SESSION tells it (ProxySQL 2.7 manual; keys are its own): what it has set, and what binds its
 * connections. Addresses in memory and counters of bytes for each connection have no counterpart here. On the session's
 * event loop.
 */
final class SessionReport {
    private static final int NONE = -1;
    private static final Pattern PASSWORD = Pattern
            .compile("(\"additional_password\"\\s*+:\\s*+)\"(?:[^\"\\\\]|\\\\.)*+\"");

    private final ClientSession session;

    private SessionReport(ClientSession session) {
        this.session = session;
    }

    /** As JSON, on one line or indented by 4. */
    static String json(ClientSession session, boolean indented) {
        return JsonText.of(new SessionReport(session).all(), indented);
    }

    private Map<String, Object> all() {
        SessionContext context = session.context();
        BackendConnection transaction = session.backends().inTransaction();
        BackendConnection warned = session.backends().heldBy(HeldBy.HAS_WARNINGS);
        BackendConnection uncommitted = session.backends().heldBy(HeldBy.AUTOCOMMIT_OFF);
        Map<String, Object> all = new TreeMap<>();
        all.put("thread", Thread.currentThread().getName());
        all.put("age_ms", millisSince(session.sinceNanos()));
        all.put("status", ProcesslistRow.command(session));
        all.put("autocommit", context.autocommit());
        all.put("thread_session_id", session.id());
        all.put("current_hostgroup", session.currentHostgroup());
        all.put("default_hostgroup", session.account().defaultHostgroup());
        all.put("locked_on_hostgroup", context.lockedHostgroup());
        all.put("autocommit_on_hostgroup", hostgroup(uncommitted));
        all.put("last_insert_id", context.lastInsertId());
        all.put("last_HG_affected_rows", hostgroup(context.insertIdAt()));
        all.put("active_transactions", transaction == null ? 0 : 1);
        all.put("transaction_time_ms", session.transactionMillis());
        all.put("warning_in_hg", hostgroup(warned));
        all.put("gtid", new TreeMap<>(Map.of("hid", context.gtids().lastHostgroup(), "last",
                context.gtids().last(context.gtids().lastHostgroup()))));
        all.put("default_schema", context.schema());
        all.put("user_attributes", lessPassword(session.account().attributes()));
        all.put("transaction_persistent", session.account().transactionPersistent());
        all.put("client", client());
        all.put("conn", clientConnection());
        List<Map<String, Object>> backends = new ArrayList<>();
        session.backends().all().forEach(each -> backends.add(backend(each)));
        all.put("backends", backends);
        return all;
    }

    /** Administrators who may read statistics may not read passwords. */
    static String lessPassword(String attributes) {
        return PASSWORD.matcher(attributes).replaceAll("$1\"(hidden)\"");
    }

    private long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(session.loop().nanos() - nanos);
    }

    private static int hostgroup(BackendConnection connection) {
        return connection == null ? NONE : SessionBackends.hostgroup(connection);
    }

    private Map<String, Object> client() {
        SocketAddress from = ClientAddress.of(session.channel());
        return new TreeMap<>(Map.of("userinfo",
                new TreeMap<>(Map.of("username", session.account().username(), "schemaname",
                        session.context().schema())),
                "client_addr", new TreeMap<>(Map.of("address", session.origin().clientAddress(), "port",
                        from instanceof InetSocketAddress inet ? inet.getPort() : 0)),
                "proxy_addr", new TreeMap<>(Map.of("address", session.origin().proxyAddress(), "port",
                        session.origin().proxyPort())),
                "encrypted", session.login().tls()));
    }

    private Map<String, Object> clientConnection() {
        SessionContext context = session.context();
        long capabilities = context.capabilities();
        Map<String, Object> told = variables(context.variables());
        told.put("autocommit", context.autocommit());
        told.put("client_flag", new TreeMap<>(Map.of("value", capabilities, "client_found_rows",
                Capability.has(capabilities, Capability.CLIENT_FOUND_ROWS), "client_multi_statements",
                Capability.has(capabilities, Capability.CLIENT_MULTI_STATEMENTS), "client_deprecate_eof",
                Capability.has(capabilities, Capability.CLIENT_DEPRECATE_EOF))));
        told.put("ps", Map.of("client_stmt_to_global_ids", session.statements().globalIds()));
        return told;
    }

    /** Names and values as they were set; what isn't there has the server's default. */
    private static Map<String, Object> variables(SessionVariables variables) {
        Map<String, Object> told = new TreeMap<>();
        if (variables != null) {
            variables.assignments().forEach((name, assignment) -> told.put(name, value(name, assignment)));
        }
        return told;
    }

    private static String value(String name, String assignment) {
        int equals = assignment.indexOf('=');
        String value = name.equals(TrackedVariables.NAMES)
                ? assignment.substring(name.length() + 1)
                : assignment.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private Map<String, Object> backend(BackendConnection backend) {
        BackendState state = backend.state();
        Map<String, Object> told = variables(state.variables());
        told.put("MultiplexDisabled", backend.isBound());
        told.put("auto_increment_delay_token", state.keptForQueries());
        told.put("status", status(backend.statusFlags()));
        told.put("no_backslash_escapes",
                (backend.answer().statusFlags() & StatusFlag.SERVER_STATUS_NO_BACKSLASH_ESCAPES) != 0);
        told.put("ps", Map.of("global_stmt_to_backend_ids", state.statements().globalIds()));
        told.put("mysql", mysql(backend));
        SocketAddress own = backend.channel().localAddress();
        int hostgroup = SessionBackends.hostgroup(backend);
        return new TreeMap<>(Map.of("hostgroup_id", hostgroup, "gtid", session.context().gtids().last(hostgroup),
                "conn", told, "stream",
                Map.of("address", own instanceof InetSocketAddress inet
                        ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                        : String.valueOf(own))));
    }

    private static Map<String, Object> status(int flags) {
        Map<String, Object> told = new TreeMap<>();
        HeldBy.NAMES.forEach((name, flag) -> told.put(name, (flags & flag) != 0));
        return told;
    }

    private static Map<String, Object> mysql(BackendConnection backend) {
        var server = backend.server().server();
        Answer answer = backend.answer();
        Map<String, Object> told = new TreeMap<>();
        told.put("host", server.key().hostname());
        told.put("port", server.key().port());
        told.put("server_version", backend.login().serverVersion());
        told.put("user", backend.key().user());
        told.put("db", backend.state().schema());
        told.put("affected_rows", answer.affectedRows());
        told.put("insert_id", answer.lastInsertId());
        told.put("thread_id", backend.login().threadId());
        told.put("server_status", answer.statusFlags());
        told.put("charset", backend.login().collationId());
        told.put("charset_name", Collations.byId(backend.login().collationId()).map(Collation::charset).orElse(""));
        told.put("options", Map.of("use_ssl", server.useSsl() ? 1 : 0));
        told.put("net", new TreeMap<>(Map.of("last_errno", answer.errorCode(), "sqlstate",
                answer.errorCode() == 0 ? "00000" : answer.sqlState())));
        return told;
    }
}
