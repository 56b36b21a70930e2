package switchboard.admin.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.admin.AdminAction;
import switchboard.api.admin.AdminActionException;

/** Commands that other bundles bring ({@link AdminAction}), and a clear error for those whose bundle is not there. */
final class ContributedCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ContributedCommand.class);
    /** The client gets no answer, its connection ends: as in ProxySQL. */
    private static final String RESTART = "PROXYSQL RESTART";
    /** ProxySQL's commands of this kind, and who is to bring them. */
    private static final Map<String, String> EXPECTED = Map.of("PROXYSQL FLUSH QUERY CACHE", "query-cache",
            "PROXYSQL FLUSH MYSQL CLIENT HOSTS", "mysql-proxy", "PROXYSQL FLUSH LOGS", "the launcher",
            "PROXYSQL FLUSH CONFIGDB", "config-store", "PROXYSQL RELOAD TLS", "transport", RESTART,
            "the launcher", "SAVE MYSQL DIGEST TO DISK", "stats-history");

    private final Services services;

    ContributedCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        String command = text.toUpperCase(Locale.ROOT);
        if (command.startsWith("SHOW ")) { // what they say is a table: ShowFixed's
            return null;
        }
        List<AdminAction> actions = services.actions().stream().filter(action -> action.command().equals(command))
                .toList();
        if (!actions.isEmpty()) {
            LOG.info("Received {} command", command);
            return all(actions, command);
        }
        if (EXPECTED.containsKey(command)) {
            return Reply.Err.of(command + " is not available: no running module brings it (expected of "
                    + EXPECTED.get(command) + ")");
        }
        return command.startsWith("PROXYSQL COREDUMP") || command.startsWith("PROXYSQL COMPRESSEDCOREDUMP")
                || command.startsWith("PROXYSQL MEMPROFILE")
                        ? Reply.Err.of(command + ": not on a Java VM; use jcmd <pid> GC.heap_dump <file>")
                        : null;
    }

    private static Reply all(List<AdminAction> actions, String command) {
        long affected = 0;
        String message = "";
        try {
            for (AdminAction action : actions) {
                AdminAction.Outcome outcome = action.run();
                affected += outcome.affectedRows();
                message = message.isEmpty() ? outcome.message() : message;
            }
            return command.equals(RESTART) ? new Reply.Silence() : new Reply.Ok(affected, message);
        } catch (AdminActionException failed) {
            LOG.warn("{} failed: {}", command, failed.getMessage());
            return Reply.Err.of(failed.getMessage());
        }
    }
}
