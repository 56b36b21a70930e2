package switchboard.admin.command.control;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.api.listen.Listeners;

/**
 * {@code PROXYSQL STOP}: closes the clients' listeners and ends their sessions, idle ones at once, busy ones when their
 * statement is done or the limit is over. Administration goes on and waits for {@code PROXYSQL START}.
 */
public final class StopCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(StopCommand.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Services services;

    public StopCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Listeners listeners = services.listeners();
        if (listeners == null) {
            return Reply.Err.of("the module transport is stopped: there are no listeners to stop");
        }
        LOG.info("Received PROXYSQL STOP command");
        listeners.gate(Clients.PROTOCOL, Listeners.Gate.STOPPED);
        List<CompletableFuture<Void>> ends = services.proxies().stream()
                .map(proxy -> proxy.drain(LIMIT).toCompletableFuture()).toList();
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(LIMIT.toMillis() + 1000,
                    TimeUnit.MILLISECONDS);
            return Reply.OK;
        } catch (ExecutionException | TimeoutException failed) {
            LOG.error("PROXYSQL STOP: sessions were left", failed);
            return Reply.Err.of("listeners are closed, but sessions are left after " + LIMIT.toSeconds()
                    + " s; see stats_mysql_processlist");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Reply.Err.of("interrupted: the proxy stops");
        }
    }
}
