package switchboard.itests;

import java.util.Locale;

/** How a client is connected, and the proxy with the server. */
enum MatrixMode {
    PLAIN(10), TLS(20, "use_ssl=1"), COMPRESSED(30, "compression=1");

    private final int hostgroup;
    private final String[] serverColumns;

    MatrixMode(int hostgroup, String... serverColumns) {
        this.hostgroup = hostgroup;
        this.serverColumns = serverColumns;
    }

    int hostgroup() {
        return hostgroup;
    }

    String[] serverColumns() {
        return serverColumns.clone();
    }

    /** Its own, because an account has one hostgroup. */
    String user() {
        return "app_" + label();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
