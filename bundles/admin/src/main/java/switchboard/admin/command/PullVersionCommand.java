package switchboard.admin.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code PULL VERSION MYSQL SERVERS version timeout_ms}: waits for a change of the servers (ProxySQL 2.7, 3.8). */
final class PullVersionCommand implements AdminCommand {
    private static final Pattern FORM = Pattern.compile("(?i)PULL VERSION MYSQL SERVERS(.*)");
    private static final Pattern ARGUMENTS = Pattern.compile(" (\\d{1,18}) (\\d{1,18})");
    private static final long LONGEST_MS = 60_000; // the thread that waits is one of few

    private final Services services;

    PullVersionCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        Matcher arguments = ARGUMENTS.matcher(form.group(1));
        if (!arguments.matches()) {
            return Reply.Err.of("Invalid argument");
        }
        long limit = Math.min(Long.parseLong(arguments.group(2)), LONGEST_MS);
        try {
            long version = services.awaitServers(Long.parseLong(arguments.group(1)), Duration.ofMillis(limit));
            return Reply.Table.one("version", String.valueOf(version));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Reply.Err.of("the proxy stops");
        }
    }
}
