package switchboard.itests;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Eight clients beside a test, about 100 transactions a second, until it is closed. Not sysbench: 1.0.20 with MariaDB's
 * client library dies by SIGSEGV when it connects again after error 2013, with a proxy and without.
 */
final class TransactionLoad implements AutoCloseable {
    private static final int CLIENTS = 8;
    /** Less than the socket timeout of a client: that one would end what hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration STOPS = Duration.ofSeconds(70);

    private final Endpoint proxy;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<TransactionClient> clients;
    private final List<Thread> threads;

    private TransactionLoad(Endpoint proxy) {
        this.proxy = proxy;
        clients = IntStream.rangeClosed(1, CLIENTS).mapToObj(number -> new TransactionClient(proxy, number, stop))
                .toList();
        threads = clients.stream().map(Thread.ofVirtual()::start).toList();
    }

    /** Makes its table and begins. */
    static TransactionLoad start(Endpoint proxy) throws IOException {
        try (RawClient client = proxy.raw()) {
            client.query("DROP TABLE IF EXISTS pairs");
            client.query("CREATE TABLE pairs (client INT, number INT, half INT, PRIMARY KEY (client, number, half)) "
                    + "ENGINE=InnoDB");
        }
        return new TransactionLoad(proxy);
    }

    /** All servers are well: every client commits again, those too whose transaction was under way at the fault. */
    void awaitEveryClient() {
        List<Integer> before = clients.stream().map(TransactionClient::committed).toList();
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> IntStream.range(0, CLIENTS)
                    .allMatch(i -> clients.get(i).committed() > before.get(i) + 1));
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("a client stands still; committed before: " + before + "\n" + report(), late);
        }
    }

    /** Transactions that are there by half: what ran after the loss of its transaction, without one. */
    List<List<String>> halves() throws IOException {
        try (RawClient client = proxy.raw()) { // one statement, one view of the table
            return client.query("SELECT client, number FROM pairs GROUP BY client, number HAVING COUNT(*) <> 2");
        }
    }

    /** Clients that have more transactions acknowledged than there are. */
    List<String> missing() throws IOException {
        List<Integer> acknowledged = clients.stream().map(TransactionClient::committed).toList();
        try (RawClient client = proxy.raw()) {
            var there = client.query("SELECT client, COUNT(DISTINCT number) FROM pairs GROUP BY client").stream()
                    .collect(Collectors.toMap(row -> Integer.valueOf(row.get(0)), row -> Integer.valueOf(row.get(1))));
            return clients.stream()
                    .filter(any -> there.getOrDefault(any.number(), 0) < acknowledged.get(any.number() - 1))
                    .map(any -> there + " " + any).toList();
        }
    }

    /** Figures for people. */
    String report() {
        return clients.stream().map(TransactionClient::toString).collect(Collectors.joining("\n", "", "\n"));
    }

    @Override
    public void close() {
        stop.countDown();
        Awaitility.await("clients end").atMost(STOPS).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }
}
