package switchboard.admin.command.control;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.api.listen.Listeners;

/** {@code PROXYSQL START}: serves clients again after {@code PROXYSQL STOP}. */
public final class StartCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(StartCommand.class);

    private final Services services;

    public StartCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Listeners listeners = services.listeners();
        if (listeners == null || listeners.gate(Clients.PROTOCOL) != Listeners.Gate.STOPPED) {
            return Reply.Err.of("ProxySQL already started");
        }
        LOG.info("Received PROXYSQL START command");
        return ResumeCommand.open(listeners);
    }
}
