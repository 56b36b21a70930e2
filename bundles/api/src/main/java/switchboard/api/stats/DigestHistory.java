package switchboard.api.stats;

import org.osgi.annotation.versioning.ProviderType;
import switchboard.api.config.ConfigRefusedException;

/** What SAVE MYSQL DIGEST TO DISK does. */
@ProviderType
public interface DigestHistory {
    /**
     * Moves the statistics of all digests to {@code history_mysql_query_digest}: their counters begin anew.
     *
     * @return how many; 0 also when nobody counts
     * @throws ConfigRefusedException nothing was moved: a full disk
     */
    long save() throws ConfigRefusedException;
}
