package switchboard.admin.command;

import java.util.List;
import java.util.Map;
import switchboard.api.admin.AdminStatements;
import switchboard.api.config.Rejection;

/** Who types a command. One for each session; used by one thread at a time. */
public final class Caller implements AdminStatements.Session {
    private final String username;
    private final String clientHost;
    private final String address;
    private final boolean statistics;
    private final boolean jdbc;
    private List<Rejection> warnings = List.of();

    /** From nowhere in particular. */
    public Caller(String username, String clientHost, boolean statistics) {
        this(username, clientHost, "", statistics, Map.of());
    }

    /**
     * @param address of a TCP client with its port, else empty
     * @param attributes what the client said of itself at login
     */
    public Caller(String username, String clientHost, String address, boolean statistics,
            Map<String, String> attributes) {
        this.jdbc = attributes.getOrDefault("_client_name", "").endsWith("Connector/J");
        this.address = address;
        this.username = username;
        this.clientHost = clientHost;
        this.statistics = statistics;
    }

    @Override
    public String username() {
        return username;
    }

    @Override
    public String address() {
        return address;
    }

    public String clientHost() {
        return clientHost;
    }

    /** Whether it is a login for statistics only. */
    public boolean statistics() {
        return statistics;
    }

    /** Whether a JDBC driver asks, which reads lists by MySQL's columns: DBeaver, DataGrip. */
    public boolean jdbc() {
        return jdbc;
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
