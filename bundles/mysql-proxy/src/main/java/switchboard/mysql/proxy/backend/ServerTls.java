package switchboard.mysql.proxy.backend;

import io.netty.handler.ssl.SslContext;
import java.util.concurrent.CompletionStage;
import switchboard.api.server.ServerKey;

/** TLS towards servers that want it. */
@FunctionalInterface
public interface ServerTls {
    /**
     * The context for one connection; does not wait.
     *
     * @return completed on any thread; fails with what is wrong with the files, in words
     */
    CompletionStage<SslContext> context(ServerKey server, String username);
}
