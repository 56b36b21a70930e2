package switchboard.admin.command;

import java.util.regex.Pattern;

/** What mysqldump and others send that has no meaning here: OK, nothing done (ProxySQL 2.7, admin commands 3.13). */
final class ClientProbes implements AdminCommand {
    private static final Pattern NOTHING = Pattern
            .compile("(?s)(/\\*!\\d{5} (SET|SELECT|PREPARE|EXECUTE|DEALLOCATE) ?.*"
                    + "|/\\*!40000 ALTER TABLE.*|LOCK TABLES.*|UNLOCK TABLES.*|SIGNAL MYSQL THREADS)");
    private static final Pattern USE = Pattern.compile("(?i)USE .*");

    @Override
    public Reply run(String text, String original, Caller caller) {
        return NOTHING.matcher(text).matches() || USE.matcher(text).matches() ? Reply.OK : null;
    }
}
