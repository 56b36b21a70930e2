package switchboard.itests;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How a client is connected, and the proxy with the server. */
enum MatrixMode {
    PLAIN(10), TLS(20, "use_ssl=1"), COMPRESSED(30, "compression=1");

    private final int hostgroup;
    private final String[] serverColumns;

    MatrixMode(int hostgroup, String... serverColumns) {
        this.hostgroup = hostgroup;
        this.serverColumns = serverColumns;
    }

    /**
     * Those in which values of 20 MB are sent, too: named by {@code -Dmatrix.blobs=PLAIN,TLS}, or all with true, none with
     * false.
     */
    static Set<MatrixMode> withBlobs(boolean otherwise) {
        String told = System.getProperty("matrix.blobs", String.valueOf(otherwise));
        List<String> names = List.of(told.split(","));
        return told.equals("true")
                ? EnumSet.allOf(MatrixMode.class)
                : Arrays.stream(values()).filter(each -> names.contains(each.name()))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(MatrixMode.class)));
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
