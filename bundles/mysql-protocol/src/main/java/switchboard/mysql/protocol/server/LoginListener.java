package switchboard.mysql.protocol.server;

import io.netty.channel.ChannelHandlerContext;

/** Takes over a channel whose client has proven its password. Called on the channel's event loop. */
@FunctionalInterface
public interface LoginListener {
    /**
     * The listener adds its handlers at the end of the pipeline and writes the OK with {@link Login#nextSequenceId},
     * or an ERR and closes. On return the login's own handlers leave the pipeline; bytes that were already there go
     * to the listener's.
     */
    void loggedIn(ChannelHandlerContext ctx, Login login);

    /**
     * The login failed; the client has been told what the protocol allows, and the channel closes.
     *
     * @param username null if the client did not get so far
     */
    default void refused(ChannelHandlerContext ctx, LoginRefusal why, String username) {
    }
}
