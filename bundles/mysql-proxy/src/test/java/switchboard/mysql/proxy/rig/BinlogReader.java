package switchboard.mysql.proxy.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A binlog reader process on a real socket: tells each proxy that connects what was executed so far, then what comes. What it
 * tells is up to the test.
 */
public final class BinlogReader implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Socket> open = new ArrayList<>();
    private String first = "";
    private int accepted;

    public BinlogReader() {
        try {
            listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("binlog-reader").start(this::acceptAll);
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                join(listening.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private synchronized void join(Socket socket) {
        accepted++;
        open.add(socket);
        write(socket, first);
    }

    private static void write(Socket to, String text) {
        try {
            to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // the proxy has left it
        }
    }

    /** What each connection begins with from now on. */
    public synchronized BinlogReader begins(String text) {
        first = text;
        return this;
    }

    /** Told now, on all connections. */
    public synchronized void tells(String text) {
        open.forEach(socket -> write(socket, text));
    }

    /** Breaks its connections off; the next one is welcome. */
    public synchronized void drop() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        open.clear();
    }

    /** Connections that were ever made to it. */
    public synchronized int accepted() {
        return accepted;
    }

    public int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        drop();
    }
}
