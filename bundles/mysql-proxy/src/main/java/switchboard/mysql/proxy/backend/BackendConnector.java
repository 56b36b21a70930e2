package switchboard.mysql.proxy.backend;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import switchboard.api.server.Server;
import switchboard.api.transport.Transport;
import switchboard.api.user.BackendAccount;
import switchboard.api.user.UserDirectory;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.auth.StoredPassword;
import switchboard.mysql.protocol.client.ClientCredentials;
import switchboard.mysql.protocol.client.ClientLogin;
import switchboard.mysql.protocol.client.LoginRefusedException;
import switchboard.mysql.protocol.client.ServerSession;
import switchboard.mysql.protocol.compress.Compression;
import switchboard.mysql.protocol.track.EofUpgrade;

/** Opens a connection to a server and logs in as a user (ProxySQL 2.7 manual, errors on connect). */
public final class BackendConnector {
    /** The code of a refusal that is ours: the server can't answer in the shape that the client was promised. */
    static final int LACKS_CAPABILITY = 1047;
    /** What no handler of ours adds; cached metadata are wanted of servers by relays only. */
    private static final long NOT_MADE_UP_FOR = Capability.MARIADB_SHAPING | Capability.MARIADB_CLIENT_CACHE_METADATA;
    private static final long ALWAYS = Capability.CLIENT_LONG_PASSWORD | Capability.CLIENT_PROTOCOL_41
            | Capability.CLIENT_TRANSACTIONS | Capability.CLIENT_SECURE_CONNECTION | Capability.CLIENT_PLUGIN_AUTH
            | Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA | Capability.CLIENT_CONNECT_WITH_DB
            | Capability.CLIENT_CONNECT_ATTRS;

    private final Transport transport;
    private final Supplier<UserDirectory> users;
    private final LearnedSecrets secrets;
    private final ServerTls tls;

    public BackendConnector(Transport transport, Supplier<UserDirectory> users, LearnedSecrets secrets,
            ServerTls tls) {
        this.transport = transport;
        this.users = users;
        this.secrets = secrets;
        this.tls = tls;
    }

    /** Calls one of the two, on the pool's loop. The caller has entered the server's gate. */
    void connect(BackendPool pool, LoopServer server, Wanted wanted, Consumer<BackendConnection> opened,
            Consumer<LoginRefusedException> failed) {
        BackendAccount account = users.get().backend(wanted.key().user());
        Secret secret = account == null ? null : secret(account);
        if (secret == null) {
            pool.loop().execute(() -> failed.accept(new LoginRefusedException(1045, "28000", "Access denied for user '"
                    + wanted.key().user() + "': its password towards servers is not known; store it in clear text in "
                    + "mysql_users, or let the user log in once")));
            return;
        }
        open(pool, server.server(), wanted, secret, (channel, session) -> {
            pool.gates().greeted(server.gate(), session.offered());
            long lacking = wanted.key().capabilities() & ~session.capabilities();
            if ((lacking & NOT_MADE_UP_FOR) != 0) {
                channel.close();
                failed.accept(new LoginRefusedException(LACKS_CAPABILITY, "08S01",
                        "The server " + server.server().key().hostname()
                                + ":" + server.server().key().port()
                                + " lacks what MariaDB's servers have and this client was "
                                + "offered; connect again"));
                return;
            }
            long missing = lacking & Capability.CLIENT_DEPRECATE_EOF;
            if (missing != 0) { // a server before MySQL 5.7, or mysql-enable_server_deprecate_eof is off
                channel.pipeline().addLast(new EofUpgrade());
            }
            pool.settings().opening().keepalive().apply(channel);
            BackendConnection connection = new BackendConnection(pool, server, wanted.key(), channel,
                    session.withCapability(missing),
                    pool.nanoClock().getAsLong());
            connection.state().nowIn(wanted.schema(), wanted.atLogin());
            channel.pipeline().addLast(connection);
            server.gate().connected();
            server.opened(connection);
            InitConnect.run(pool, connection, opened, failed);
        }, failed);
    }

    /** What follows a login. */
    interface LoggedIn {
        void accept(Channel channel, ServerSession session);
    }

    /** Connects and logs in, without counting it anywhere. On the pool's loop, which goes on meanwhile. */
    void open(BackendPool pool, Server server, Wanted wanted, Secret secret, LoggedIn then,
            Consumer<LoginRefusedException> failed) {
        if (!server.useSsl()) {
            open(pool, server, credentials(pool, server, wanted, secret, null), then, failed);
            return;
        }
        tls.context(server.key(), wanted.key().user()).whenComplete((context, unusable) -> pool.loop().execute(() -> {
            if (unusable == null) {
                open(pool, server, credentials(pool, server, wanted, secret, context), then, failed);
            } else { // never in clear instead
                failed.accept(new LoginRefusedException(2026, "HY000", "SSL connection error: no TLS to "
                        + server.key().hostname() + ":" + server.key().port() + ": " + words(unusable)));
            }
        }));
    }

    private static String words(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
        return (wrapped ? failure.getCause() : failure).getMessage();
    }

    private void open(BackendPool pool, Server server, ClientCredentials credentials, LoggedIn then,
            Consumer<LoginRefusedException> failed) {
        Duration limit = pool.settings().connectTimeoutServer();
        Promise<ServerSession> login = pool.loop().newPromise();
        var connecting = transport.connect(pool.loop(), server.key().hostname(), server.key().port(), limit,
                new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast("login", new ClientLogin(credentials, login));
                    }
                });
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                failed.accept(new LoginRefusedException(2003, "HY000", "Can't connect to MySQL server on '"
                        + server.key().hostname() + ":" + server.key().port() + "': "
                        + connected.cause().getMessage()));
                return;
            }
            Channel channel = connecting.getNow();
            ScheduledFuture<?> timeout = pool.loop().schedule(() -> {
                login.tryFailure(new LoginRefusedException(2013, "HY000", "no answer to the login within "
                        + limit.toMillis() + " ms from " + server.key().hostname() + ":" + server.key().port()));
                channel.close();
            }, limit.toMillis(), TimeUnit.MILLISECONDS);
            login.addListener(done -> {
                timeout.cancel(false);
                if (done.isSuccess()) {
                    then.accept(channel, login.getNow());
                } else {
                    channel.close();
                    failed.accept(refusal(done.cause()));
                }
            });
        });
    }

    private static LoginRefusedException refusal(Throwable cause) {
        return cause instanceof LoginRefusedException refused
                ? refused
                : new LoginRefusedException(2013, "HY000", String.valueOf(cause.getMessage()));
    }

    private static ClientCredentials credentials(BackendPool pool, Server server, Wanted wanted, Secret secret,
            SslContext tls) {
        long shape = wanted.key().capabilities();
        if (!pool.settings().opening().deprecateEof()) {
            shape &= ~Capability.CLIENT_DEPRECATE_EOF;
        }
        long compression = server.compression() ? Compression.available() : 0;
        return new ClientCredentials(wanted.key().user(), secret, wanted.schema().isEmpty() ? null : wanted.schema(),
                ALWAYS | compression | shape, wanted.collation(),
                Map.of("program_name", "switchboard"), tls);
    }

    /** Enough to log in with, or null while only a hash is known. */
    Secret secret(BackendAccount account) {
        return switch (StoredPassword.parse(account.password())) {
            case StoredPassword.Empty none -> Secret.NONE;
            case StoredPassword.Clear clear -> Secret.ofClearText(clear.password());
            case StoredPassword.DoubleSha1 hash -> secrets.of(account.username(), account.password());
            case StoredPassword.CachingSha2 hash -> secrets.of(account.username(), account.password());
        };
    }

    Supplier<UserDirectory> users() {
        return users;
    }
}
