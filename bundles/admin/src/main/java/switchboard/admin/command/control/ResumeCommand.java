package switchboard.admin.command.control;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.api.listen.Listeners;

/** {@code PROXYSQL RESUME}: opens the clients' listeners again. */
public final class ResumeCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ResumeCommand.class);

    private final Services services;

    public ResumeCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        if (!Clients.served(services)) {
            return Reply.Err.of("ProxySQL MySQL module not running, impossible to resume");
        }
        if (services.listeners().gate(Clients.PROTOCOL) != Listeners.Gate.PAUSED) {
            return Reply.Err.of("ProxySQL MySQL module is not paused, impossible to resume");
        }
        LOG.info("Received PROXYSQL RESUME command");
        return open(services.listeners());
    }

    /** OK, or what could not be opened. */
    static Reply open(Listeners listeners) {
        List<String> before = listeners.failures();
        listeners.gate(Clients.PROTOCOL, Listeners.Gate.OPEN);
        List<String> failures = listeners.failures().stream().filter(failure -> !before.contains(failure)).toList();
        return failures.isEmpty() ? Reply.OK : Reply.Err.of(String.join("; ", failures));
    }
}
