package switchboard.mysql.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.listen.ClientAddress;
import switchboard.api.listen.Listener;
import switchboard.api.query.QueryOrigin;
import switchboard.api.user.FrontendAccount;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Collation;
import switchboard.mysql.protocol.Collations;
import switchboard.mysql.protocol.auth.RsaPassword;
import switchboard.mysql.protocol.auth.Scramble;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.auth.StoredPassword;
import switchboard.mysql.protocol.compress.Compression;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.server.Account;
import switchboard.mysql.protocol.server.Login;
import switchboard.mysql.protocol.server.LoginAttempt;
import switchboard.mysql.protocol.server.LoginHandler;
import switchboard.mysql.protocol.server.LoginListener;
import switchboard.mysql.protocol.server.LoginRefusal;
import switchboard.mysql.protocol.server.LoginSettings;
import switchboard.mysql.protocol.server.LoginStep;
import switchboard.mysql.protocol.server.TlsOffer;
import switchboard.mysql.protocol.server.ReAuthentication;
import switchboard.mysql.proxy.backend.LearnedSecrets;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxySettings;
import switchboard.mysql.proxy.session.ClientSession;
import switchboard.mysql.proxy.session.SessionLogin;
import switchboard.mysql.proxy.session.Sessions;
import switchboard.mysql.proxy.variables.SessionVariables;
import switchboard.mysql.proxy.variables.TrackedVariables;

/** From an accepted connection to a session: greeting, password, limits (ProxySQL 2.7 manual, clients). */
final class ClientLogins {
    private static final Logger LOG = LoggerFactory.getLogger(ClientLogins.class);
    static final int MAX_LOGIN_PACKET = 64 * 1024;
    private static final long OFFERED = Capability.CLIENT_LONG_PASSWORD | Capability.CLIENT_FOUND_ROWS
            | Capability.CLIENT_LONG_FLAG | Capability.CLIENT_CONNECT_WITH_DB | Capability.CLIENT_NO_SCHEMA
            | Capability.CLIENT_ODBC | Capability.CLIENT_LOCAL_FILES | Capability.CLIENT_IGNORE_SPACE
            | Capability.CLIENT_PROTOCOL_41 | Capability.CLIENT_INTERACTIVE | Capability.CLIENT_SSL
            | Capability.CLIENT_IGNORE_SIGPIPE | Capability.CLIENT_TRANSACTIONS | Capability.CLIENT_SECURE_CONNECTION
            | Capability.CLIENT_MULTI_STATEMENTS | Capability.CLIENT_MULTI_RESULTS
            | Capability.CLIENT_PS_MULTI_RESULTS | Capability.CLIENT_PLUGIN_AUTH | Capability.CLIENT_CONNECT_ATTRS
            | Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA | Capability.CLIENT_SESSION_TRACK
            | Capability.CLIENT_QUERY_ATTRIBUTES | Capability.CLIENT_CAN_HANDLE_EXPIRED_PASSWORDS;

    /** mysql-handle_unknown_charset. */
    private static final int LOGGED = 1;

    private final Sessions sessions;
    private final LearnedSecrets secrets;
    private final Supplier<RsaPassword> rsa;
    private final Scramble scramble;
    private final ClientHosts hosts;
    private final Supplier<TlsOffer> tls;
    private final LongSupplier mariaDb;

    /**
     * @param rsa null while the key isn't made yet
     * @param tls null while TLS is not offered
     * @param mariaDb MariaDB's own capabilities that can be offered
     */
    ClientLogins(Sessions sessions, LearnedSecrets secrets, Supplier<RsaPassword> rsa, Scramble scramble,
            ClientHosts hosts, Supplier<TlsOffer> tls, LongSupplier mariaDb) {
        this.sessions = sessions;
        this.secrets = secrets;
        this.rsa = rsa;
        this.scramble = scramble;
        this.hosts = hosts;
        this.tls = tls;
        this.mariaDb = mariaDb;
    }

    /** Greets a client. On the channel's event loop. */
    void begin(Channel channel, Listener listener, ProxyLoop loop) {
        if (turnsAway(channel, loop)) {
            return;
        }
        long sessionId = sessions.nextId();
        loop.counters().add(Counter.CLIENT_CONNECTIONS_CREATED, 1);
        loop.settings().session().keepalive().apply(channel);
        LoginSettings login = settings(loop.settings(), sessionId, channel);
        channel.pipeline().addLast("login", new LoginHandler(login,
                (username, attempt) -> isRefused(channel, loop) ? null : account(loop, username, attempt),
                scramble, new Entrance(sessionId, listener, loop)));
        channel.config().setAutoRead(true);
    }

    /** Closes the connection of an address with too many failed logins (mysql-client_host_error_counts). */
    private boolean turnsAway(Channel channel, ProxyLoop loop) {
        if (!isRefused(channel, loop)) {
            return false;
        }
        loop.counters().add(Counter.CLIENT_HOST_ERROR_KILLED, 1);
        LOG.debug("Client refused client={}: too many failed logins", ClientAddress.of(channel));
        channel.close();
        return true;
    }

    /** Its address may be known only with its first packet: PROXY protocol. */
    private boolean isRefused(Channel channel, ProxyLoop loop) {
        return hosts.isRefused(ClientAddress.host(channel), loop.settings().statistics().clientHostErrors());
    }

    private LoginSettings settings(ProxySettings settings, long sessionId, Channel channel) {
        long offered = settings.clientDeprecateEof() ? OFFERED | Capability.CLIENT_DEPRECATE_EOF : OFFERED;
        if (settings.clientCompression()) {
            offered |= Compression.available();
        }
        long extensions = mariaDb.getAsLong();
        if (extensions != 0) { // its clients look for them where the first bit is not set
            offered = offered & ~Capability.CLIENT_LONG_PASSWORD | extensions;
        }
        return new LoginSettings(settings.serverVersion(), sessionId, offered, settings.defaultCollation(),
                settings.defaultAuthPlugin(), settings.connectTimeoutClient(), tls.get(), rsa.get(), MAX_LOGIN_PACKET,
                () -> ClientAddress.of(channel));
    }

    /** COM_CHANGE_USER. Takes the packet over. On the session's event loop. */
    void changeUser(ClientSession session, ByteBuf packet) {
        ProxyLoop loop = session.loop();
        var again = new ReAuthentication(settings(loop.settings(), session.id(), session.channel()),
                (username, attempt) -> account(loop, username, attempt), session.login(),
                LoginAttempt.tlsSession(session.channel().pipeline()));
        try {
            step(session, again, again.begin(packet));
        } finally {
            packet.release();
        }
    }

    private void step(ClientSession session, ReAuthentication again, LoginStep step) {
        Channel channel = session.channel();
        switch (step) {
            case LoginStep.Ask ask -> {
                channel.writeAndFlush(Unpooled.wrappedBuffer(ask.packet()));
                session.takeNextPacket(answer -> {
                    try {
                        step(session, again, again.answer(answer));
                    } finally {
                        answer.release();
                    }
                });
            }
            case LoginStep.Refused refused -> {
                session.loop().counters().add(refused.why() == LoginRefusal.MALFORMED_PACKET
                        ? Counter.UNEXPECTED_FRONTEND_PACKETS
                        : Counter.ACCESS_DENIED_WRONG_PASSWORD, 1);
                channel.write(Unpooled.wrappedBuffer(refused.packet()));
                session.closeAfterFlush("COM_CHANGE_USER refused: " + refused.why());
            }
            case LoginStep.Accepted accepted -> {
                FrontendAccount account = session.loop().modules().users().get().frontend(accepted.login().username());
                if (account == null || !sessions.enterUser(account.username(), account.maxConnections())) {
                    refuse(channel, accepted.login(), new ErrPacket(1226, "42000", "User '"
                            + accepted.login().username() + "' has exceeded the 'max_user_connections' resource"));
                    session.close("no place for the user of COM_CHANGE_USER");
                    return;
                }
                learn(account, accepted.login());
                if (accepted.notice().length > 0) {
                    channel.write(Unpooled.wrappedBuffer(accepted.notice()));
                }
                QueryOrigin before = session.origin();
                session.changedUser(begin(session.id(), account, accepted.login(),
                        new QueryOrigin(account.username(), schema(session.loop(), account, accepted.login()),
                                before.clientAddress(), before.proxyAddress(), before.proxyPort()),
                        session.loop().settings().defaultCollation()));
            }
        }
    }

    /** Not where it was an additional password that let the client in. */
    private void learn(FrontendAccount account, Login login) {
        if (!(login.secret() instanceof Secret.None) || account.password().isEmpty()) {
            secrets.learn(account.username(), account.password(), login.secret());
        }
    }

    private static String schema(ProxyLoop loop, FrontendAccount account, Login login) {
        return loop.settings().firstSchema(login.schema(), account);
    }

    private Account account(ProxyLoop loop, String username, LoginAttempt attempt) {
        FrontendAccount found = loop.modules().users().get().frontend(username);
        if (found == null) {
            return null;
        }
        Optional<String> learned = secrets.of(username, found.password()) instanceof Secret.ClearText clear
                ? Optional.of(clear.password())
                : Optional.empty();
        return new Account(StoredPassword.parse(found.password()), found.useSsl(), learned,
                AdditionalPassword.of(found.attributes()), SpiffeId.of(found.attributes(), attempt.tlsSession()));
    }

    /** One client's way in. */
    private final class Entrance implements LoginListener {
        private final long sessionId;
        private final Listener listener;
        private final ProxyLoop loop;

        Entrance(long sessionId, Listener listener, ProxyLoop loop) {
            this.sessionId = sessionId;
            this.listener = listener;
            this.loop = loop;
        }

        @Override
        public void loggedIn(ChannelHandlerContext ctx, Login login) {
            FrontendAccount account = loop.modules().users().get().frontend(login.username());
            if (account == null || turnsAway(ctx.channel(), loop) // its address may be known only now: PROXY protocol
                    || !understands(ctx.channel(), login) || !enter(ctx.channel(), login, account)) {
                return;
            }
            learn(account, login);
            hosts.succeeded(ClientAddress.host(ctx.channel()));
            loop.counters().add(Counter.CLIENT_CONNECTIONS_CONNECTED, 1);
            ClientSession session = new ClientSession(sessions, loop, ctx.channel(),
                    begin(ctx.channel(), account, login));
            sessions.add(session);
            loop.join(sessionId, session);
            session.enter(ctx.pipeline());
            ByteBuf ok = ctx.alloc().buffer(16);
            OkPacket.of(switchboard.mysql.protocol.StatusFlag.SERVER_STATUS_AUTOCOMMIT).encode(ok,
                    login.nextSequenceId());
            ctx.channel().writeAndFlush(ok);
        }

        /** False for a client that is closed because nobody knows its character set. */
        private boolean understands(Channel channel, Login login) {
            int unknown = loop.settings().session().unknownCharset();
            if (Collations.byId(login.collationId()).isPresent() || unknown > LOGGED) {
                return true;
            }
            LOG.warn("Client with unknown collation client={} collation={}: {}", ClientAddress.of(channel),
                    login.collationId(), unknown == LOGGED ? "the default is used" : "closed");
            if (unknown != LOGGED) {
                channel.close();
            }
            return unknown == LOGGED;
        }

        private boolean enter(Channel channel, Login login, FrontendAccount account) {
            if (!sessions.enter(loop.settings().maxConnections())) {
                loop.counters().add(Counter.ACCESS_DENIED_MAX_CONNECTIONS, 1);
                refuse(channel, login, new ErrPacket(1040, "08004", "Too many connections"));
                return false;
            }
            if (!sessions.enterUser(account.username(), account.maxConnections())) {
                sessions.leave();
                loop.counters().add(Counter.ACCESS_DENIED_MAX_USER_CONNECTIONS, 1);
                refuse(channel, login, new ErrPacket(1226, "42000", "User '" + account.username()
                        + "' has exceeded the 'max_user_connections' resource (current value: "
                        + account.maxConnections() + ")"));
                return false;
            }
            return true;
        }

        private SessionLogin begin(Channel channel, FrontendAccount account, Login login) {
            String schema = schema(loop, account, login);
            return ClientLogins.begin(sessionId, account, login, new QueryOrigin(account.username(), schema,
                    ClientAddress.host(channel), listener.address(), listener.port()),
                    loop.settings().defaultCollation());
        }

        @Override
        public void refused(ChannelHandlerContext ctx, LoginRefusal why, String username) {
            if (why != LoginRefusal.PROXY_ERROR && ClientAddress.of(ctx.channel()) instanceof InetSocketAddress) {
                hosts.failed(ClientAddress.host(ctx.channel()), loop.settings().statistics().clientHosts());
            }
            if (why == LoginRefusal.WRONG_PASSWORD) {
                loop.counters().add(Counter.ACCESS_DENIED_WRONG_PASSWORD, 1);
                LOG.info("Login refused user={} client={} reason={}", username, ClientAddress.of(ctx.channel()), why);
            } else {
                LOG.debug("Login ended user={} client={} reason={}", username, ClientAddress.of(ctx.channel()), why);
            }
        }
    }

    static SessionLogin begin(long sessionId, FrontendAccount account, Login login, QueryOrigin origin,
            int defaultCollation) {
        Collation collation = Collations.byId(login.collationId())
                .or(() -> Collations.byId(defaultCollation)).orElseThrow();
        return new SessionLogin(sessionId, account, login, collation.id(), origin, names(collation));
    }

    /** What a login with this collation sets. MySQL 8's own collations are unknown to MariaDB: its default stands in. */
    private static SessionVariables names(Collation collation) {
        boolean usual = collation.name().contains("_0900_");
        return SessionVariables.NONE.with(TrackedVariables.NAMES,
                "NAMES " + collation.charset() + (usual ? "" : " COLLATE " + collation.name()));
    }

    private static void refuse(Channel channel, Login login, ErrPacket error) {
        ByteBuf out = channel.alloc().buffer(128);
        error.encode(out, login.nextSequenceId());
        channel.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
    }
}
