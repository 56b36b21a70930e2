package switchboard.admin.command.control;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;

/** {@code PROXYSQL SHUTDOWN}, {@code PROXYSQL KILL}: at once; {@code PROXYSQL SHUTDOWN SLOW}: in order. No answer. */
public final class ShutdownCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownCommand.class);

    private final Services services;
    private final boolean inOrder;

    public ShutdownCommand(Services services, boolean inOrder) {
        this.services = services;
        this.inOrder = inOrder;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        LOG.info("Received {} command from user={} client={}", text, caller.username(), caller.clientHost());
        services.shutdown(inOrder);
        return new Reply.Silence();
    }
}
