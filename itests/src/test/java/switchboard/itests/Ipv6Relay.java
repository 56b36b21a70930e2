package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Listens on {@code ::1} and passes everything on to a port of 127.0.0.1: a server that has only an IPv6 address. */
final class Ipv6Relay implements AutoCloseable {
    private static final int PIECE_BYTES = 1 << 14;

    private final ServerSocket listening;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int delayMs;

    /** Whether this machine has an IPv6 loopback. */
    static boolean isPossible() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return any.isBound();
        } catch (IOException none) {
            return false;
        }
    }

    /** @throws IOException where the machine has no IPv6 */
    Ipv6Relay(int to) throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getByName("::1"));
        port = listening.getLocalPort();
        Thread.startVirtualThread(() -> accept(listening, to));
    }

    /** Each piece takes so much longer from now on, in both directions. */
    void delay(int ms) {
        delayMs = ms;
    }

    int port() {
        return port;
    }

    private void accept(ServerSocket from, int to) {
        try {
            while (true) {
                Socket client = from.accept();
                Socket server = new Socket("127.0.0.1", to);
                sockets.add(client);
                sockets.add(server);
                Thread.startVirtualThread(() -> pass(client, server));
                Thread.startVirtualThread(() -> pass(server, client));
            }
        } catch (IOException closed) {
            closeAll();
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] piece = new byte[PIECE_BYTES];
        try (from; to) {
            for (int length = from.getInputStream().read(piece); length >= 0; length = from.getInputStream()
                    .read(piece)) {
                if (delayMs > 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMs));
                }
                to.getOutputStream().write(piece, 0, length);
            }
        } catch (IOException gone) {
            // both are closed, as between a client and its server
        }
        sockets.remove(from);
        sockets.remove(to);
    }

    private void closeAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Nobody listens there any more, and open connections break. */
    @Override
    public void close() throws IOException {
        listening.close();
        closeAll();
    }
}
