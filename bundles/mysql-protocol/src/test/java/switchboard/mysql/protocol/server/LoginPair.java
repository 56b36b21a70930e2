package switchboard.mysql.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Promise;
import java.util.Optional;
import java.util.Random;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.auth.Scramble;
import switchboard.mysql.protocol.client.ClientCredentials;
import switchboard.mysql.protocol.client.ClientLogin;
import switchboard.mysql.protocol.client.LoginRefusedException;
import switchboard.mysql.protocol.client.ServerSession;
import switchboard.mysql.protocol.packet.OkPacket;

/** A client and a server that log in to each other, without a network. */
final class LoginPair {
    final EmbeddedChannel server;
    final EmbeddedChannel client;
    final Promise<ServerSession> session;
    Login login;
    LoginRefusal refusal;
    String refusedUser;

    LoginPair(LoginSettings settings, Accounts accounts, ClientCredentials credentials) {
        server = new EmbeddedChannel(new LoginHandler(settings, accounts, new Scramble(new Random(42)), listener()));
        client = new EmbeddedChannel();
        session = client.eventLoop().newPromise();
        client.pipeline().addLast(new ClientLogin(credentials, session));
    }

    private LoginListener listener() {
        return new LoginListener() {
            @Override
            public void loggedIn(ChannelHandlerContext ctx, Login proven) {
                login = proven;
                ByteBuf out = ctx.alloc().buffer();
                OkPacket.of(StatusFlag.SERVER_STATUS_AUTOCOMMIT).encode(out, proven.nextSequenceId());
                ctx.writeAndFlush(out);
            }

            @Override
            public void refused(ChannelHandlerContext ctx, LoginRefusal why, String username) {
                refusal = why;
                refusedUser = username;
            }
        };
    }

    /** Carries bytes until both are silent. */
    LoginPair run() {
        boolean moved = true;
        while (moved) {
            moved = carry(server, client) | carry(client, server);
        }
        return this;
    }

    Optional<LoginRefusedException> refused() {
        return Optional.ofNullable((LoginRefusedException) session.cause());
    }

    void close() {
        server.finishAndReleaseAll();
        client.finishAndReleaseAll();
    }

    private static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
        boolean moved = false;
        for (ByteBuf out = from.readOutbound(); out != null; out = from.readOutbound()) {
            moved = true;
            if (to.isActive()) {
                to.writeInbound(out);
            } else {
                out.release();
            }
        }
        from.runPendingTasks();
        return moved;
    }
}
