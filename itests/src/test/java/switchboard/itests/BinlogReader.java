package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Speaks a binlog reader's protocol beside a real MySQL: what it tells is the server's own gtid_executed, asked again and
 * again, whole at first and then transaction by transaction.
 */
final class BinlogReader implements AutoCloseable {
    private final ServerSocket listening;
    private final Connection server;
    private volatile boolean closed;

    /** @param server closed with this */
    BinlogReader(Connection server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("binlog-reader").start(this::serve);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void serve() {
        while (!closed) {
            try (Socket proxy = listening.accept()) {
                String known = executed();
                send(proxy, "ST=" + known + "\n");
                while (!closed) { // the question itself takes its time
                    String now = executed();
                    if (!now.equals(known)) {
                        sendNew(proxy, Sql.value(server, "SELECT GTID_SUBTRACT('" + now + "', '" + known + "')"));
                        known = now;
                    }
                    Sql.value(server, "SELECT SLEEP(0.02)");
                }
            } catch (IOException | SQLException gone) {
                // the proxy has left it, or the test is over
            }
        }
    }

    private String executed() throws SQLException {
        return Sql.value(server, "SELECT REPLACE(@@GLOBAL.gtid_executed, '\n', '')");
    }

    private static void sendNew(Socket proxy, String gtids) throws IOException {
        for (String ofSource : gtids.replace("\n", "").split(",")) {
            String[] parts = ofSource.strip().split(":");
            for (int i = 1; i < parts.length; i++) {
                String[] ends = parts[i].split("-");
                for (long at = Long.parseLong(ends[0]); at <= Long.parseLong(ends[ends.length - 1]); at++) {
                    send(proxy, "I1=" + parts[0].replace("-", "") + ":" + at + "\n");
                }
            }
        }
    }

    private static void send(Socket proxy, String line) throws IOException {
        proxy.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        closed = true;
        try {
            listening.close();
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
