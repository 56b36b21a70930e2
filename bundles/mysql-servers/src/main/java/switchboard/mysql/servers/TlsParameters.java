package switchboard.mysql.servers;

import java.util.HashMap;
import java.util.Map;
import switchboard.api.table.Row;
import switchboard.api.table.Rows;
import switchboard.api.transport.TlsFiles;

/** The rows of {@code mysql_servers_ssl_params} by their key, immutable. */
record TlsParameters(Map<Key, TlsFiles> rows) {
    static final TlsParameters NONE = new TlsParameters(Map.of());

    /** A user's way to a server; the empty user stands for all. */
    record Key(String hostname, int port, String username) {
    }

    TlsParameters {
        rows = Map.copyOf(rows);
    }

    static TlsParameters of(Rows table) {
        Map<Key, TlsFiles> rows = new HashMap<>();
        for (int i = 0; i < table.size(); i++) {
            Row row = table.row(i);
            rows.put(new Key(row.text("hostname"), (int) row.number("port"), row.text("username")),
                    new TlsFiles(row.text("ssl_ca"), row.text("ssl_capath"), row.text("ssl_cert"),
                            row.text("ssl_key"), row.text("ssl_cipher"), row.text("ssl_crl"),
                            row.text("ssl_crlpath"), row.text("tls_version")));
        }
        return new TlsParameters(rows);
    }

    /** Null if there is none. */
    TlsFiles of(String hostname, int port, String username) {
        TlsFiles own = rows.get(new Key(hostname, port, username));
        return own != null ? own : rows.get(new Key(hostname, port, ""));
    }
}
