package switchboard.topology.check;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/** The lines of a cluster's rounds. What nothing follows from is told once, not again in each round. Any thread. */
public final class RoundLog {
    private final Logger logger;
    private final Map<String, List<String>> last = new ConcurrentHashMap<>();

    public RoundLog(Logger logger) {
        this.logger = logger;
    }

    /** @param changed whether servers have moved in this round */
    public void tell(String cluster, List<String> lines, boolean changed) {
        List<String> before = last.put(cluster, lines);
        for (String line : lines) {
            if (changed || before == null || !before.contains(line)) {
                logger.warn(line);
            }
        }
    }
}
