package switchboard.api.stats;

import java.sql.Connection;
import java.sql.SQLException;
import org.osgi.annotation.versioning.ProviderType;
import switchboard.api.config.ConfigRefusedException;

/** Keeps the rows of {@code stats_history} in the file in which {@code disk} is, too. */
@ProviderType
public interface HistoryDatabase {
    /** Whether it is for the owner of these tables to write. */
    boolean isInForce(HistoryTables tables);

    /**
     * Works in one transaction on the tables in force, which are made before if they are not there. When it returns, the
     * rows are on the disk. Names in SQL are qualified: {@code "stats_history"."system_cpu"}; the dialect is H2's. For a
     * thread of the caller's own, which nobody interrupts: H2 would close the file.
     *
     * @param task what is being done, for the message
     * @param bytes about how much is written; refused beforehand when the disk has no room for it beside what a SAVE of
     *            the configuration needs
     * @throws ConfigRefusedException nothing was written: no tables in force, a full or broken disk
     */
    <T> T write(String task, long bytes, Work<T> work) throws ConfigRefusedException;

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
