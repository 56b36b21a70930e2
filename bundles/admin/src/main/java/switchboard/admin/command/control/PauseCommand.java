package switchboard.admin.command.control;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.api.listen.Listeners;

/** {@code PROXYSQL PAUSE}: closes the clients' listeners; their sessions go on. */
public final class PauseCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(PauseCommand.class);

    private final Services services;

    public PauseCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        if (!Clients.served(services)) {
            return Reply.Err.of("ProxySQL MySQL module not running, impossible to pause");
        }
        if (services.listeners().gate(Clients.PROTOCOL) == Listeners.Gate.PAUSED) {
            return Reply.Err.of("ProxySQL MySQL module is already paused, impossible to pause");
        }
        LOG.info("Received PROXYSQL PAUSE command");
        services.listeners().gate(Clients.PROTOCOL, Listeners.Gate.PAUSED);
        return Reply.OK;
    }
}
