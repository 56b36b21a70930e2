package switchboard.admin.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code KILL CONNECTION id}: closes a client's session, by its SessionID of the processlist. {@code KILL id} and {@code
 * KILL QUERY id} are no commands here, as in ProxySQL: command line clients send them on Ctrl-C with the id of their own
 * admin connection, which is another client's on the proxy.
 */
final class KillCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(KillCommand.class);
    private static final Pattern FORM = Pattern.compile("(?i)KILL CONNECTION (.+)");
    private static final Pattern ID = Pattern.compile("\\d{1,18}");

    private final Services services;

    KillCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        String id = form.group(1);
        if (services.sessions().isEmpty()) {
            return Reply.Err.of(Stopped.message("mysql-proxy"));
        }
        boolean killed = ID.matcher(id).matches()
                && services.sessions().stream().anyMatch(sessions -> sessions.kill(Long.parseLong(id)));
        if (!killed) {
            return Reply.Err.of("Unknown thread id: " + id);
        }
        LOG.info("Session killed thread_id={} by user={} client={}", id, caller.username(), caller.clientHost());
        return Reply.OK;
    }
}
