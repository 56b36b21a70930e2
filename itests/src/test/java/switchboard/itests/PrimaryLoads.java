package switchboard.itests;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.awaitility.Awaitility;

/** Administrators of all nodes, each of whom types LOADs, and somebody who looks at what each node runs. */
final class PrimaryLoads implements AutoCloseable {
    private static final String INSERT = "INSERT INTO mysql_query_rules (rule_id, active, match_digest) VALUES (%d, 1, 'x')";
    private static final String LOAD = "LOAD MYSQL QUERY RULES TO RUNTIME";
    private static final String STANDING = "SHOW CLUSTER PRIMARY";
    private static final int DESIGNATION = 2;

    private final List<NetworkNode> nodes;
    private final LoadHistory history;
    private final AtomicInteger ids = new AtomicInteger();
    /** Held for reading by who types a LOAD, for writing between two parts of the history. */
    private final ReentrantReadWriteLock parts = new ReentrantReadWriteLock(true);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean over;

    /** Nobody types anything. */
    PrimaryLoads(List<NetworkNode> nodes, LoadHistory history) {
        this.nodes = nodes;
        this.history = history;
        parts.writeLock().lock(); // until the first part begins
    }

    PrimaryLoads(List<NetworkNode> nodes, long seed, LoadHistory history) {
        this(nodes, history);
        for (int i = 0; i < nodes.size(); i++) {
            NetworkNode node = nodes.get(i);
            Random pauses = new Random(seed + i);
            threads.execute(() -> administrate(node, pauses));
            threads.execute(() -> look(node));
        }
    }

    private void administrate(NetworkNode node, Random pauses) {
        NodeClient client = node.client();
        while (!over) {
            parts.readLock().lock();
            try {
                load(client, node);
            } finally {
                parts.readLock().unlock();
            }
            pause(100 + pauses.nextInt(900));
        }
    }

    /** A row, a LOAD. */
    private void load(NodeClient client, NetworkNode node) {
        int id = ids.incrementAndGet();
        try {
            List<List<String>> before = client.rows(STANDING);
            client.run(INSERT.formatted(id), LOAD);
            if (client.rows(STANDING).equals(before)) {
                history.acknowledged(id, node.address(), before.getFirst().get(DESIGNATION));
            } else {
                history.unknown(); // another one was primary between row and LOAD
            }
        } catch (SQLException failed) {
            String said = String.valueOf(failed.getMessage());
            if (said.contains("Runtime is unchanged") && !said.contains("may still be taken")) {
                history.refused();
            } else {
                history.unknown();
            }
        }
    }

    private void look(NetworkNode node) {
        NodeClient client = node.client();
        while (!over) {
            try {
                history.seen(node.address(), PrimaryCluster.running(client));
            } catch (SQLException away) {
                pause(200);
            }
            pause(300);
        }
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Ends a part of the history: nobody types any more, all nodes run the same, which is returned. */
    Set<Integer> pause(PrimaryCluster cluster, Duration patience) {
        parts.writeLock().lock();
        return cluster.awaitSame(patience);
    }

    /**
     * Begins the next part: a LOAD that leaves one row, on all nodes.
     *
     * @return milliseconds from the LOAD's answer until the last node was seen to run it
     */
    long begin(PrimaryCluster cluster, Duration patience) {
        int id = ids.incrementAndGet();
        List<Callable<Long>> watches = new ArrayList<>();
        nodes.forEach(node -> watches.add(() -> runsAt(node, id, patience)));
        List<Future<Long>> runs = watches.stream().map(threads::submit).toList();
        long[] answered = new long[1];
        Awaitility.await("the LOAD between two parts").atMost(patience).until(() -> {
            try (NodeClient client = cluster.primary(patience).client()) {
                client.run("DELETE FROM mysql_query_rules", INSERT.formatted(id), LOAD);
                answered[0] = System.nanoTime();
                return true;
            } catch (SQLException notNow) {
                return false;
            }
        });
        long last = 0;
        for (Future<Long> each : runs) {
            try {
                last = Math.max(last, each.get() - answered[0]);
            } catch (InterruptedException | ExecutionException failed) {
                throw new IllegalStateException("LOAD " + id + " does not run everywhere", failed);
            }
        }
        history.begin(id);
        parts.writeLock().unlock();
        return TimeUnit.NANOSECONDS.toMillis(last);
    }

    private static long runsAt(NetworkNode node, int id, Duration patience) throws SQLException {
        try (NodeClient client = node.client()) {
            String look = "SELECT rule_id FROM runtime_mysql_query_rules WHERE rule_id=" + id;
            Awaitility.await("LOAD " + id + " at " + node.address()).atMost(patience)
                    .pollInterval(Duration.ofMillis(3)).pollDelay(Duration.ZERO)
                    .until(() -> !client.rowsOrNone(look).isEmpty());
            return System.nanoTime();
        }
    }

    @Override
    public void close() {
        over = true;
        if (parts.isWriteLockedByCurrentThread()) {
            parts.writeLock().unlock();
        }
        threads.shutdown();
        try {
            threads.awaitTermination(60, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
