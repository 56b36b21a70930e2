package switchboard.itests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that read and write without a pause, and note each error and each answer of a wrong server. */
final class ReadWriteLoad implements AutoCloseable {
    private final List<Thread> clients = new ArrayList<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final Endpoint proxy;
    private final String readsBelongTo;
    private volatile boolean stopped;

    /**
     * @param readsBelongTo the number of the server that must answer each SELECT
     */
    ReadWriteLoad(Endpoint proxy, int threads, String readsBelongTo) {
        this.proxy = proxy;
        this.readsBelongTo = readsBelongTo;
        for (int i = 0; i < threads; i++) {
            clients.add(Thread.ofPlatform().name("load-" + i).start(this::run));
        }
    }

    /** Reads and writes that were answered. */
    long done() {
        return reads.get() + writes.get();
    }

    /** Ends the clients after their next answer; what must not have happened. */
    List<String> finish() {
        close();
        return wrong();
    }

    /** What must not have happened, at most the first ten of them. */
    List<String> wrong() {
        return wrong.stream().limit(10).toList();
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread each : clients) {
            try {
                each.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return reads + " reads, " + writes + " writes";
    }

    private void run() {
        try (RawClient client = proxy.raw()) {
            for (long n = 0; !stopped; n++) {
                if (n % 5 == 0) {
                    client.query("INSERT INTO load_test (x) VALUES (" + n + ")");
                    writes.incrementAndGet();
                } else {
                    String server = client.value(Topology.WHICH_SERVER);
                    if (!readsBelongTo.equals(server)) {
                        wrong.add("a read was answered by server " + server);
                    }
                    reads.incrementAndGet();
                }
            }
        } catch (IOException e) {
            wrong.add(e.toString());
        }
    }
}
