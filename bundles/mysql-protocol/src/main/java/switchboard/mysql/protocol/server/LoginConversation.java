package switchboard.mysql.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.packet.AuthSwitchRequest;
import switchboard.mysql.protocol.packet.ChangeUser;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.HandshakeResponse;

/**
 * A login from the client's first packet to its proof, without channel or time: finds the account, has the password
 * proven, says what to send. Good for one login.
 */
final class LoginConversation {
    private record Request(String username, String schema, long capabilities, int collationId,
            Map<String, String> attributes, int zstdLevel) {
    }

    private final LoginSettings settings;
    private final Accounts accounts;
    private final byte[] nonce;
    private final Optional<SSLSession> tlsSession;
    private Request request;
    private Account account;
    private PasswordExchange exchange;

    /**
     * A new login.
     *
     * @param nonce that the client has got
     * @param tlsSession empty without TLS
     */
    LoginConversation(LoginSettings settings, Accounts accounts, byte[] nonce, Optional<SSLSession> tlsSession) {
        this.settings = settings;
        this.accounts = accounts;
        this.nonce = nonce;
        this.tlsSession = tlsSession;
    }

    /** The login of a new connection. */
    LoginStep begin(HandshakeResponse response, int sequenceId) {
        long capabilities = response.capabilities() & settings.capabilities();
        request = new Request(response.username(), response.schema(), capabilities, response.collationId(),
                response.attributes(), response.zstdLevel());
        return begin(response.authPlugin(), response.authResponse(), sequenceId);
    }

    /** A COM_CHANGE_USER; {@code capabilities} are those of the login before. */
    LoginStep begin(ChangeUser change, long capabilities, int sequenceId) {
        request = new Request(change.username(), change.schema(), capabilities, change.collationId(),
                change.attributes(), 0);
        return begin(change.authPlugin(), change.authResponse(), sequenceId);
    }

    /** What the client answers to {@link LoginStep.Ask}; borrows the payload. */
    LoginStep answer(ByteBuf payload, int sequenceId) {
        return step(exchange.answer(Lenenc.readRest(payload)), sequenceId);
    }

    /** Null before the client has named its user. */
    String username() {
        return request == null ? null : request.username();
    }

    private LoginStep begin(String plugin, byte[] proof, int sequenceId) {
        account = accounts.find(request.username(), new LoginAttempt(settings.clientHost(), tlsSession));
        boolean safeChannel = tlsSession.isPresent() || settings.unixSocket();
        exchange = new PasswordExchange(account, nonce, safeChannel, settings.rsa());
        boolean plugins = Capability.has(request.capabilities(), Capability.CLIENT_PLUGIN_AUTH);
        String used = plugins ? Optional.ofNullable(plugin).orElse(settings.defaultAuthPlugin()) : null;
        return step(exchange.begin(used, settings.defaultAuthPlugin(), proof), sequenceId);
    }

    private LoginStep step(PasswordExchange.Verdict verdict, int sequenceId) {
        int next = sequenceId + 1;
        return switch (verdict) {
            case PasswordExchange.Verdict.Ask ask -> new LoginStep.Ask(packet(ask.payload(), next));
            case PasswordExchange.Verdict.Switch to -> new LoginStep.Ask(switchTo(to.plugin(), next));
            case PasswordExchange.Verdict.Denied denied -> refuse(LoginRefusal.WRONG_PASSWORD,
                    "ProxySQL Error: Access denied for user '%s'@'%s' (using password: %s)".formatted(
                            request.username(), settings.clientHost(), denied.passwordGiven() ? "YES" : "NO"),
                    next);
            case PasswordExchange.Verdict.Proven proven -> accept(proven, next);
        };
    }

    private LoginStep accept(PasswordExchange.Verdict.Proven proven, int sequenceId) {
        if (account.tlsRequired() && tlsSession.isEmpty()) {
            return refuse(LoginRefusal.TLS_REQUIRED,
                    "ProxySQL Error: Access denied for user '%s' (using password: %s). SSL is required"
                            .formatted(request.username(), proven.secret() instanceof Secret.None ? "NO" : "YES"),
                    sequenceId);
        }
        boolean silent = proven.notice().length == 0;
        int ok = silent ? sequenceId : sequenceId + 1;
        Login login = new Login(request.username(), request.schema(), request.capabilities(), request.collationId(),
                request.attributes(), tlsSession.isPresent(), proven.secret(), request.zstdLevel(), nonce, ok & 0xFF);
        return new LoginStep.Accepted(login, silent ? proven.notice() : packet(proven.notice(), sequenceId));
    }

    private LoginStep refuse(LoginRefusal why, String message, int sequenceId) {
        ByteBuf out = Unpooled.buffer();
        new ErrPacket(ErrorCode.ER_ACCESS_DENIED_ERROR, "28000", message).encode(out, sequenceId);
        return new LoginStep.Refused(why, ByteBufUtil.getBytes(out), request.username());
    }

    private byte[] switchTo(String plugin, int sequenceId) {
        ByteBuf out = Unpooled.buffer();
        new AuthSwitchRequest(plugin, nonce).encode(out, sequenceId);
        return ByteBufUtil.getBytes(out);
    }

    private static byte[] packet(byte[] payload, int sequenceId) {
        ByteBuf out = Unpooled.buffer();
        Packets.write(out, sequenceId, payload);
        return ByteBufUtil.getBytes(out);
    }
}
