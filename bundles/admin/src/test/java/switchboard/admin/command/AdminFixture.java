package switchboard.admin.command;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import switchboard.admin.session.AdminSession;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;
import switchboard.config.file.ConfigFileModule;
import switchboard.config.store.OpenStore;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;

/** Admin sessions on the real store, without a network: what is typed goes in as packets and comes out as text. */
final class AdminFixture {
    private static final String CONFIG = """
            admin_variables = { read_only="false" refresh_interval="2000" }
            mysql_variables = { threads="4" max_allowed_packet="67108864" init_connect="" server_version="8.0.11" }
            mysql_servers = ( { address="db1" hostgroup_id=1 }, { address="db2" hostgroup_id=2 } )
            mysql_users = ( { username="app" password="secret" }, { username="other" password="secret2" } )
            """;

    private final OpenStore opened;
    final TestServices services;
    private final Commands commands;
    private final Map<String, EmbeddedChannel> channels = new HashMap<>();
    private final Map<String, AdminSession> sessions = new HashMap<>();

    AdminFixture(Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("test.cnf"), CONFIG);
        ConfigFileModule reader = new ConfigFileModule();
        opened = new OpenStore(folder, config);
        opened.bind(reader);
        List<RowsModule> modules = List.of(RowsModule.variables("ADMIN VARIABLES", "admin-", "admin_variables"),
                RowsModule.variables("MYSQL VARIABLES", "mysql-", "mysql_variables"), RowsModule.servers(),
                RowsModule.users());
        modules.forEach(opened::bind);
        opened.bind(table("stats_mysql_global", "Variable_Name VARCHAR NOT NULL PRIMARY KEY , "
                + "Variable_Value VARCHAR NOT NULL", new Object[]{"Questions", 42}));
        opened.bind(table("stats_mysql_query_digest_reset", "digest VARCHAR NOT NULL", new Object[]{"0x1"},
                new Object[]{"0x2"}));
        opened.bind(table("global_variables", "variable_name VARCHAR NOT NULL PRIMARY KEY , "
                + "variable_value VARCHAR NOT NULL", new Object[]{"mysql-max_allowed_packet", "4194304"}));
        services = new TestServices(opened.store(), reader, modules);
        commands = new Commands(services);
    }

    /** One more table of statistics. */
    void show(String name, String columns, Object[]... rows) {
        opened.bind(table(name, columns, rows));
    }

    private static VirtualTable table(String name, String columns, Object[]... rows) {
        return new VirtualTable() {
            @Override
            public String schema() {
                return "stats";
            }

            @Override
            public TableDefinition table() {
                return new TableDefinition(name, "CREATE TABLE " + name + " (" + columns + ")");
            }

            @Override
            public void read(RowSink sink) {
                for (Object[] row : rows) {
                    sink.row(row);
                }
            }
        };
    }

    /** What a statement answers a user: {@code stats} has statistics only. */
    String type(String user, String statement) throws IOException {
        return send(user, Command.COM_QUERY, statement);
    }

    /** What a command answers. */
    String send(String user, int command, String payload) throws IOException {
        EmbeddedChannel channel = channels.computeIfAbsent(user, name -> new EmbeddedChannel());
        AdminSession session = sessions.computeIfAbsent(user, name -> new AdminSession(channel,
                Capability.CLIENT_PROTOCOL_41, new Caller(name, "127.0.0.1", name.equals("stats")), commands,
                services::database, () -> services.flag("admin-read_only")));
        ByteBuf packet = Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8);
        try {
            session.run(command, packet);
        } finally {
            packet.release();
        }
        return Answer.of(channel);
    }

    boolean isClosed(String user) {
        return !channels.get(user).isOpen();
    }

    void close() throws Exception {
        sessions.values().forEach(AdminSession::close);
        channels.values().forEach(EmbeddedChannel::finishAndReleaseAll);
        opened.close();
    }
}
