package switchboard.mysql.proxy.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The network before a server. It spoils one connection, the next one after {@link #spoil}, when so many bytes of the
 * server have gone through and another is on its way.
 */
public final class FaultyRelay implements AutoCloseable {
    /** What happens to a connection. */
    public enum Fault {
        /** Both directions end orderly. */
        KILL,
        /** Both end with a reset. */
        RESET,
        /** The server sends no more but reads on. */
        HALF_CLOSE,
        /** Nothing of the server arrives any more. */
        STALL,
        /** From here on every byte comes alone. */
        SLOW
    }

    private record Plan(Fault fault, int afterBytes) {
    }

    private final ServerSocket listening;
    private final int serverPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Integer> turns = new CopyOnWriteArrayList<>();
    private final AtomicInteger forwarded = new AtomicInteger();
    private volatile Plan next;
    private volatile boolean struck;

    public FaultyRelay(int serverPort) {
        this.serverPort = serverPort;
        try {
            listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("faulty-relay").start(this::acceptAll);
    }

    /** The next connection is spoilt; what it does is noted. */
    public void spoil(Fault fault, int afterBytes) {
        turns.clear();
        forwarded.set(0);
        struck = false;
        next = new Plan(fault, afterBytes);
    }

    /** How many bytes of the server had gone through each time the proxy sent something on the spoilt connection. */
    public List<Integer> turns() {
        return List.copyOf(turns);
    }

    /** Bytes of the server that went through on the spoilt connection. */
    public int forwarded() {
        return forwarded.get();
    }

    /** Whether the fault has happened. */
    public boolean struck() {
        return struck;
    }

    public int port() {
        return listening.getLocalPort();
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket proxy = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                proxy.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(proxy);
                open.add(server);
                Plan plan = next;
                next = null;
                Thread.ofVirtual().start(() -> pump(proxy, server, null, plan != null));
                Thread.ofVirtual().start(() -> pump(server, proxy, plan, false));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, Plan plan, boolean notesTurns) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (notesTurns) {
                    turns.add(forwarded.get());
                }
                if (plan == null) {
                    out.write(buffer, 0, count);
                } else if (!forward(plan, buffer, count, out)) {
                    strike(plan.fault, from, to);
                    return;
                }
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            close(from);
            close(to);
        }
    }

    /** False when the fault is due. */
    private boolean forward(Plan plan, byte[] buffer, int count, OutputStream out) throws IOException {
        int left = Math.max(0, plan.afterBytes - forwarded.get());
        int whole = Math.min(left, count);
        forwarded.addAndGet(whole); // before they go out: what they cause comes later
        out.write(buffer, 0, whole);
        if (count <= left) {
            return true;
        }
        struck = true;
        if (plan.fault != Fault.SLOW) {
            return false;
        }
        for (int i = whole; i < count; i++) {
            forwarded.incrementAndGet();
            out.write(buffer[i]);
            Thread.yield();
        }
        return true;
    }

    private static void strike(Fault fault, Socket server, Socket proxy) throws IOException {
        switch (fault) {
            case KILL -> {
                close(proxy);
                close(server);
            }
            case RESET -> {
                proxy.setSoLinger(true, 0);
                close(proxy);
                close(server);
            }
            case HALF_CLOSE -> proxy.shutdownOutput();
            case STALL, SLOW -> {
                // stays open, and nothing is read
            }
        }
    }

    /** Breaks all connections off. */
    public void dropAll() {
        open.forEach(FaultyRelay::close);
        open.clear();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dropAll();
    }
}
