package switchboard.admin.command;

import java.util.List;
import switchboard.api.config.Rejection;

/** Who types a command. One for each session; used by one thread at a time. */
public final class Caller {
    private final String username;
    private final String clientHost;
    private final boolean statistics;
    private List<Rejection> warnings = List.of();

    public Caller(String username, String clientHost, boolean statistics) {
        this.username = username;
        this.clientHost = clientHost;
        this.statistics = statistics;
    }

    public String username() {
        return username;
    }

    public String clientHost() {
        return clientHost;
    }

    /** Whether it is a login for statistics only. */
    public boolean statistics() {
        return statistics;
    }

    /** What the last LOAD did not take. */
    public List<Rejection> warnings() {
        return warnings;
    }

    /** Kept until the next LOAD. */
    public void warnings(List<Rejection> rejections) {
        warnings = rejections;
    }
}
