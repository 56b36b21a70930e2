package switchboard.admin.command.probe;

import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;

/**
 * What mysqldump and others send that has no meaning here: OK, nothing done. The transactions among it are why an admin
 * session has none (ProxySQL 2.7, admin commands 3.13 to 3.15).
 */
public final class NothingDone implements AdminCommand {
    private static final Pattern FOR_ADMINS = Pattern
            .compile("(?s)/\\*M?!\\d{5,6} (?:SET|SELECT|PREPARE|EXECUTE|DEALLOCATE) ?.*|/\\*!40000 ALTER TABLE.*"
                    + "|(?i:LOCK TABLES.*|UNLOCK TABLES.*|SIGNAL MYSQL THREADS|USE .*|FLUSH .*TABLES.*)");
    private static final Pattern FOR_ALL = Pattern.compile("(?is)(?:BEGIN|START TRANSACTION|COMMIT|ROLLBACK"
            + "|SET (?:character_set_(?:results|client|connection)|collation_connection|FOREIGN_KEY_CHECKS|UNIQUE_CHECKS|CHARACTER SET|SQL_AUTO_IS_NULL|NAMES|AUTOCOMMIT|SQL_SAFE_UPDATES"
            + "|SQL_QUOTE_SHOW_CREATE|SQL_SELECT_LIMIT|SQL_MODE|TIME_ZONE|LC_MESSAGES|SESSION|TRANSACTION|@))(?!\\w).*"
            + "|SAVEPOINT .*|RELEASE SAVEPOINT .*|(?:SET @\\w+ ?:?=.*)|SELECT SLEEP\\(0\\) INTO @.*");

    private final Pattern form;

    private NothingDone(Pattern form) {
        this.form = form;
    }

    /** Those which a statistics login may not send, as in ProxySQL. */
    public static NothingDone forAdmins() {
        return new NothingDone(FOR_ADMINS);
    }

    public static NothingDone forAll() {
        return new NothingDone(FOR_ALL);
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        return form.matcher(text).matches() ? Reply.OK : null;
    }
}
