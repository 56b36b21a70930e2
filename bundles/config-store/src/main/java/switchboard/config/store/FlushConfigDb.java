package switchboard.config.store;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.admin.AdminAction;
import switchboard.api.admin.AdminActionException;
import switchboard.api.config.ConfigRefusedException;
import switchboard.config.store.database.FileDatabase;

/** {@code PROXYSQL FLUSH CONFIGDB}: closes the disk database's file and opens it again. */
record FlushConfigDb(FileDatabase file) implements AdminAction {
    private static final Logger LOG = LoggerFactory.getLogger(FlushConfigDb.class);
    private static final String COMMAND = "PROXYSQL FLUSH CONFIGDB";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Override
    public String command() {
        return COMMAND;
    }

    @Override
    public Outcome run() throws AdminActionException {
        LOG.warn("A misconfigured configdb will cause undefined behaviors");
        try {
            file.reopen(COMMAND, LIMIT);
            return new Outcome(0, "");
        } catch (ConfigRefusedException refused) {
            throw new AdminActionException(refused.getMessage(), refused);
        }
    }
}
