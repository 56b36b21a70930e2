package switchboard.monitor.rig;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Loops for the monitor, one for fake servers; all that was opened is closed with it. */
public final class Loops implements AutoCloseable {
    private static final String MONITOR = "monitor-loop";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LoopKind kind;
    private final EventLoopGroup monitor;
    private final EventLoopGroup servers = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<FakeServer> opened = new ArrayList<>();

    /** Two for the monitor, of a kind that is everywhere. */
    public Loops() {
        this(LoopKind.NIO);
    }

    /** Two for the monitor. */
    public Loops(LoopKind kind) {
        this.kind = kind;
        monitor = new MultiThreadIoEventLoopGroup(2, new DefaultThreadFactory(MONITOR), kind.handlers());
    }

    public LoopTransport transport() {
        return new LoopTransport(monitor, kind);
    }

    /** A new server that listens. */
    public FakeServer server(String version) {
        return opened(new FakeServer(servers, version, "127.0.0.1"));
    }

    private FakeServer opened(FakeServer server) {
        opened.add(server);
        return server;
    }

    /** As many servers as 127/8 has addresses, all on one port. */
    public FakeServer everyAddress() {
        return opened(new FakeServer(servers, "8.0.36", "0.0.0.0"));
    }

    /** CPU time of the monitor's loops so far. */
    public Duration cpuOfMonitor() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(MONITOR)) {
                nanos += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return Duration.ofNanos(nanos);
    }

    /** A MariaDB. */
    public FakeServer server() {
        return server("5.5.5-10.11.6-MariaDB");
    }

    /** Waits for something that happens on the loops. */
    public static void await(Supplier<String> state, BooleanSupplier condition) {
        await(state, PATIENCE, condition);
    }

    /** Waits so long. */
    public static void await(Supplier<String> state, Duration patience, BooleanSupplier condition) {
        try {
            Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).atMost(patience)
                    .pollInSameThread().until(condition::getAsBoolean);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("it did not happen; the last state: " + state.get(), late);
        }
    }

    @Override
    public void close() {
        opened.forEach(FakeServer::close);
        monitor.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        servers.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
