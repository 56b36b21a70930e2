package switchboard.cluster.pull;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.table.Rows;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.mesh.Puller;
import switchboard.cluster.peer.CarriedRows;
import switchboard.cluster.peer.PeerConnection;
import switchboard.cluster.peer.PeerCredentials;
import switchboard.cluster.peer.PeerException;
import switchboard.cluster.peer.PeerTransport;

/**
 * Pulls over a connection of its own, which waits if it is the primary's, one statement after the other, and has the rows
 * applied on another thread.
 */
public final class RemotePull implements Puller {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.cluster");

    private final PeerTransport transport;
    private final Supplier<PeerCredentials> credentials;
    private final ReadyConnection ready;
    private final Application application;
    private final Executor cluster;
    private final Executor worker;

    /**
     * @param cluster the cluster's thread
     * @param worker a thread that may wait, for LOADs
     */
    public RemotePull(PeerTransport transport, Supplier<PeerCredentials> credentials, PullServices services,
            Executor cluster, Executor worker) {
        this.transport = transport;
        this.credentials = credentials;
        this.ready = new ReadyConnection(transport, credentials);
        this.application = new Application(services);
        this.cluster = cluster;
        this.worker = worker;
    }

    @Override
    public CompletionStage<Void> pull(Order order) {
        String label = Labels.of(order.name());
        boolean told = !order.name().endsWith("_variables"); // as ProxySQL
        LOG.info("Cluster: Fetching {} from peer {} started{}", label, order.source(),
                told ? ". Expected checksum: " + order.expected().checksum() : "");
        CompletableFuture<Void> result = new CompletableFuture<>();
        Questions questions;
        try {
            questions = new Questions(application.question(order), application.queries(order));
        } catch (PullException impossible) {
            return CompletableFuture.failedFuture(fail(label, order, impossible.getMessage()));
        }
        answers(order.source(), questions).whenComplete((answers, failure) -> {
            if (failure != null) {
                result.completeExceptionally(fail(label, order, PeerException.text(failure)));
                return;
            }
            LOG.info("Cluster: Fetching {} from peer {} completed", label, order.source());
            worker.execute(() -> apply(order, label, Fetched.of(answers), result));
        });
        return result;
    }

    @Override
    public CompletionStage<Void> pull(Order order, CarriedRows carried) {
        String label = Labels.of(order.name());
        LOG.info("Cluster: Fetching {} from peer {} completed: it came with the news. Expected checksum: {}", label,
                order.source(), order.expected().checksum());
        CompletableFuture<Void> result = new CompletableFuture<>();
        worker.execute(() -> {
            try {
                apply(order, label, Fetched.of(WholeModule.apart(carried.rows())), result);
            } catch (PeerException nonsense) {
                cluster.execute(() -> result.completeExceptionally(nonsense));
            }
        });
        return result.exceptionallyCompose(failure -> pull(order)); // something newer was loaded there meanwhile
    }

    @Override
    public void ready(PeerAddress primary, boolean idle) {
        ready.keep(primary, idle);
    }

    @Override
    public void stop() {
        ready.stop();
    }

    /**
     * What to ask.
     *
     * @param whole one for all; a peer that does not know it is asked the others
     */
    private record Questions(Optional<String> whole, List<PullQuery> each) {
    }

    /** Over the connection that waits; over a new one if there is none, or it has broken while it waited. */
    private CompletionStage<Map<String, Rows>> answers(PeerAddress peer, Questions queries) {
        Optional<PeerConnection> waiting = ready.take(peer);
        return waiting.isEmpty()
                ? connected(peer, queries)
                : fetch(peer, waiting.get(), queries).exceptionallyCompose(failure -> PeerException.isAnswer(failure)
                        ? CompletableFuture.failedFuture(failure)
                        : connected(peer, queries));
    }

    private CompletionStage<Map<String, Rows>> connected(PeerAddress peer, Questions queries) {
        return transport.connect(peer, credentials.get(), PeerTransport.Use.PULL)
                .thenCompose(connection -> fetch(peer, connection, queries));
    }

    private CompletionStage<Map<String, Rows>> fetch(PeerAddress peer, PeerConnection connection,
            Questions queries) {
        return queries.whole().map(sql -> whole(connection, sql, queries.each()))
                .orElseGet(() -> each(connection, queries.each()))
                .whenComplete((answers, failure) -> ready.giveBack(peer, connection, failure == null));
    }

    private static CompletionStage<Map<String, Rows>> whole(PeerConnection connection, String sql,
            List<PullQuery> otherwise) {
        return connection.query(sql).thenCompose(rows -> {
            try {
                return CompletableFuture.completedFuture(WholeModule.apart(rows));
            } catch (PeerException nonsense) {
                return CompletableFuture.failedFuture(nonsense);
            }
        }).exceptionallyCompose(failure -> PeerException.isAnswer(failure)
                ? each(connection, otherwise)
                : CompletableFuture.failedFuture(failure));
    }

    private static CompletionStage<Map<String, Rows>> each(PeerConnection connection, List<PullQuery> queries) {
        return fetch(connection, new ArrayDeque<>(queries), new LinkedHashMap<>());
    }

    private static CompletionStage<Map<String, Rows>> fetch(PeerConnection connection, Queue<PullQuery> queries,
            Map<String, Rows> answers) {
        PullQuery next = queries.poll();
        if (next == null) {
            return CompletableFuture.completedFuture(answers);
        }
        return connection.query(next.sql()).thenCompose(rows -> {
            answers.put(next.table(), rows);
            return fetch(connection, queries, answers);
        });
    }

    private void apply(Order order, String label, Fetched fetched, CompletableFuture<Void> result) {
        Throwable failure = null;
        try {
            application.apply(order, fetched);
        } catch (PullException refused) {
            failure = fail(label, order, refused.getMessage());
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("Cluster: {} from peer {} failed by a fault of ours", label, order.source(), fault);
            failure = fault;
        }
        Throwable outcome = failure;
        cluster.execute(() -> {
            if (outcome == null) {
                result.complete(null);
            } else {
                result.completeExceptionally(outcome);
            }
        });
    }

    private static PeerException fail(String label, Order order, String why) {
        LOG.error("Cluster: Fetching {} from peer {} failed: {}", label, order.source(), why);
        return new PeerException("Fetching " + label + " from peer " + order.source() + " failed: " + why, true);
    }
}
