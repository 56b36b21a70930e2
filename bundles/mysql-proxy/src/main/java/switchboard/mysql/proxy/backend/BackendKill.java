package switchboard.mysql.proxy.backend;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.user.BackendAccount;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.proxy.variables.SessionVariables;

/** Ends a statement or a connection at the server, by KILL on a connection of its own. */
public final class BackendKill {
    private static final Logger LOG = LoggerFactory.getLogger(BackendKill.class);

    private BackendKill() {
    }

    /** The statement ends with error 1317; its connection lives. */
    public static void query(BackendPool pool, BackendConnection running) {
        run(pool, running, "KILL QUERY ", LoopServer.Count.KILLED_QUERIES);
    }

    /** The statement and its connection end: its client is gone. */
    public static void connection(BackendPool pool, BackendConnection running) {
        run(pool, running, "KILL CONNECTION ", LoopServer.Count.KILLED_CONNECTIONS);
    }

    private static void run(BackendPool pool, BackendConnection running, String kill, LoopServer.Count count) {
        BackendConnector connector = pool.connector();
        BackendAccount account = connector.users().get().backend(running.key().user());
        Secret secret = account == null ? null : connector.secret(account);
        if (secret == null) {
            return;
        }
        var server = running.server().server();
        Wanted wanted = new Wanted(server.key().hostgroup(), new PoolKey(running.key().user(), 0, false), "",
                SessionVariables.NONE, running.login().collationId(), SessionVariables.NONE, false, null);
        long limitMillis = pool.settings().connectTimeoutServer().toMillis();
        connector.open(pool, server, wanted, secret, (channel, session) -> {
            LOG.info("{}sent server={}:{} user={} thread_id={}", kill, server.key().hostname(), server.key().port(),
                    running.key().user(), running.login().threadId());
            running.server().count(count, 1);
            send(channel, kill + running.login().threadId());
            pool.loop().schedule(() -> channel.close(), limitMillis, TimeUnit.MILLISECONDS); // it may hang
        }, failure -> LOG.warn("{}not sent server={}:{} thread_id={}: {}", kill, server.key().hostname(),
                server.key().port(), running.login().threadId(), failure.getMessage()));
    }

    private static void send(Channel channel, String statement) {
        channel.write(CommandPackets.of(channel.alloc(), Command.COM_QUERY, statement));
        channel.writeAndFlush(CommandPackets.of(channel.alloc(), Command.COM_QUIT)); // the server hangs up after it
    }
}
