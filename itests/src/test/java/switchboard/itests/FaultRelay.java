package switchboard.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between nodes: each is known to the others by an address of the relay, which tells by the address of who connects
 * which link it is. Kernels without netem can be tested with it.
 */
final class FaultRelay implements AutoCloseable {
    private static final int PIECE = 16 * 1024;
    private static final long HELD_MS = 20;

    private final List<ServerSocket> listening = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<Link, LinkFault> faults = new ConcurrentHashMap<>();
    private final SplittableRandom random;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder connections = new LongAdder();

    /** What happens to a connection is drawn from the seed, when it happens is not. */
    FaultRelay(int nodes, long seed) {
        random = new SplittableRandom(seed);
        for (int node = 0; node < nodes; node++) {
            int to = node;
            try {
                ServerSocket socket = new ServerSocket(NetworkNode.ADMIN_PORT, 100,
                        InetAddress.getByName(NodeNetwork.relayAddress(node)));
                listening.add(socket);
                Thread.ofVirtual().start(() -> accept(socket, to));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void fault(Link link, LinkFault fault) {
        faults.put(link, fault);
    }

    void heal() {
        faults.clear();
    }

    /** All that was passed on since the beginning. */
    long bytes() {
        return bytes.sum();
    }

    /** All that were made since the beginning. */
    long connections() {
        return connections.sum();
    }

    private LinkFault of(Link link) {
        return faults.getOrDefault(link, LinkFault.NONE);
    }

    private synchronized SplittableRandom split() {
        return random.split();
    }

    private void accept(ServerSocket socket, int to) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                connections.increment();
                Link link = new Link(NodeNetwork.number(client.getInetAddress().getHostAddress()), to);
                Thread.ofVirtual().start(() -> connect(link, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Link link, Socket client) {
        if (of(link) == LinkFault.RESET) {
            reset(client);
            return;
        }
        Socket server = new Socket();
        open.add(server);
        try {
            server.connect(new InetSocketAddress(NodeNetwork.address(link.to()), NetworkNode.ADMIN_PORT), 1000);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
        } catch (IOException unreachable) {
            reset(client);
            reset(server);
            return;
        }
        Thread.ofVirtual().start(() -> pump(link, client, server, false));
        pump(link, server, client, true);
    }

    /** Ends with both connections, unless what was sent is lost: then nobody is told of the end either. */
    private void pump(Link link, Socket from, Socket to, boolean answers) {
        SplittableRandom draws = split();
        boolean lost = false;
        try {
            InputStream in = from.getInputStream();
            byte[] piece = new byte[PIECE];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                LinkFault fault = of(link);
                lost |= fault.swallows(answers);
                if (lost) {
                    continue;
                }
                if (fault == LinkFault.RESET && draws.nextInt(3) == 0) {
                    break;
                }
                pause(delayMillis(fault, draws));
                while (of(link) == LinkFault.HELD && !to.isClosed()) {
                    pause(HELD_MS);
                }
                to.getOutputStream().write(piece, 0, length);
                bytes.add(length);
            }
        } catch (IOException ended) {
            lost |= of(link).swallows(answers);
        }
        reset(from);
        if (!lost && !of(link).swallows(answers)) {
            reset(to);
        }
    }

    private static long delayMillis(LinkFault fault, SplittableRandom draws) {
        return switch (fault) {
            case DELAY -> draws.nextInt(800);
            case LOSS -> draws.nextInt(5) == 0 ? 200 + draws.nextInt(2800) : 0;
            case NONE, RESET, HELD, QUESTIONS_LOST, ANSWERS_LOST, SILENT -> 0;
        };
    }

    private static void pause(long millis) {
        if (millis > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    private void reset(Socket socket) {
        open.remove(socket);
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            return;
        }
    }

    @Override
    public void close() {
        for (ServerSocket socket : listening) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        open.forEach(this::reset);
    }
}
