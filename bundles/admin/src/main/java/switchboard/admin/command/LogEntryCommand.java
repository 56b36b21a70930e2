package switchboard.admin.command;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code LOGENTRY text}: puts a line into the log. */
final class LogEntryCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(LogEntryCommand.class);
    private static final String WORD = "LOGENTRY ";

    @Override
    public Reply run(String text, String original, Caller caller) {
        if (!CommandText.startsWith(text, WORD)) {
            return null;
        }
        LOG.info("Received LOGENTRY: {}", text.substring(WORD.length()));
        return Reply.OK;
    }
}
