package switchboard.cluster.peer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.table.Rows;
import switchboard.cluster.decision.PeerAddress;

/**
 * Watches one peer (ProxySQL 2.7.1, cluster 2).
 *
 * <pre>
 * CONNECT ── version, uuid, name ──► CHECK ──► CHECK ── failed ──► CONNECT after the interval
 *    ├── unreachable: again after the interval and a second
 *    └── another version or cluster: again after 30 s
 * </pre>
 */
public final class PeerMonitor {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.cluster");
    private static final String GLOBAL_CHECKSUM = "SELECT GLOBAL_CHECKSUM()";
    private static final String STATUS = "SELECT * FROM stats_mysql_global ORDER BY Variable_Name";
    /** What is used of it: all of it would be the most of what nodes send each other. */
    private static final String STATUS_OF_OURS = "SELECT * FROM stats_mysql_global WHERE Variable_Name IN "
            + "('Client_Connections_connected','Client_Connections_created','ProxySQL_Uptime','Questions',"
            + "'Servers_table_version')";
    /** Answered by SQLite, and so by both kinds of nodes. */
    private static final String CLOCK = "SELECT strftime('%s','now')";
    private static final Duration WITHOUT_USER = Duration.ofSeconds(1);
    private static final Duration UNREACHABLE = Duration.ofSeconds(1);
    private static final Duration NO_PEER = Duration.ofSeconds(30);
    private static final int FAILURES_BETWEEN_ERRORS = 20;

    private final PeerAddress peer;
    private final Supplier<PeerSettings> settings;
    private final PeerTransport transport;
    private final Timer timer;
    private final PeerEvents events;
    private PeerConnection connection;
    private String globalChecksum = "";
    private long checks;
    private int failures;
    private boolean ours;
    private boolean refusesShort;
    private boolean refusesToWait;
    private boolean refusesRows;
    private boolean waiting; // for news
    private boolean changed; // since the last question
    private long designation;
    private boolean stopped;

    public PeerMonitor(PeerAddress peer, Supplier<PeerSettings> settings, PeerTransport transport, Timer timer,
            PeerEvents events) {
        this.peer = peer;
        this.settings = settings;
        this.transport = transport;
        this.timer = timer;
        this.events = events;
    }

    public void start() {
        LOG.info("Cluster: starting thread for peer {}", peer);
        connect();
    }

    /** Ends the watch; nothing is reported any more. */
    public void stop() {
        LOG.info("Cluster: closing thread for peer {}", peer);
        stopped = true;
        disconnect();
    }

    /** The next check reads the list of checksums, changed or not. */
    public void forgetChecksum() {
        globalChecksum = "";
    }

    /** The list of checksums is read soon, changed or not; a question that waits for news is given up for it. */
    public void askAgain() {
        forgetChecksum();
        if (waiting && !stopped) {
            disconnect();
            connect();
        }
    }

    private void later(Duration delay, Runnable task) {
        timer.after(delay, () -> {
            if (!stopped) {
                task.run();
            }
        });
    }

    private void connect() {
        PeerSettings now = settings.get();
        if (now.credentials().username().isEmpty()) {
            later(WITHOUT_USER, this::connect);
            return;
        }
        transport.connect(peer, now.credentials(), PeerTransport.Use.CHECKS).whenComplete((made, failure) -> {
            if (stopped) {
                if (made != null) {
                    made.close();
                }
            } else if (failure != null) {
                unreachable(PeerException.text(failure));
            } else {
                connection = made;
                greet(now);
            }
        });
    }

    private void unreachable(String why) {
        LOG.warn("Cluster: unable to connect to peer {} . Error: {}", peer, why);
        events.lost(peer, why);
        later(settings.get().interval().plus(UNREACHABLE), this::connect);
    }

    private void greet(PeerSettings now) {
        new Greeting(peer, now).exchange(connection).whenComplete((switchboard, failure) -> {
            if (stopped) {
                return;
            }
            if (failure == null) {
                ours = switchboard;
                refusesShort = false;
                refusesToWait = false;
                refusesRows = false;
                events.connected(peer, switchboard);
                clock(this::check);
                return;
            }
            disconnect();
            if (failure instanceof CompletionException wrapped
                    && wrapped.getCause() instanceof Greeting.RefusedException refused) {
                LOG.warn(refused.getMessage());
                events.lost(peer, refused.getMessage());
                later(NO_PEER, this::connect);
            } else {
                unreachable(PeerException.text(failure));
            }
        });
    }

    private void check() {
        if (ours && settings.get().push() && !refusesToWait) {
            subscribe();
            return;
        }
        long begin = timer.nanoTime();
        ask(ShortChecks.CHECKSUM, GLOBAL_CHECKSUM, answer -> {
            String sum = Greeting.value(answer);
            if (sum.equals(globalChecksum)) {
                events.unchanged(peer, micros(begin));
                checked(begin);
            } else {
                list(sum, begin);
            }
        });
    }

    /** Asks for an answer when there is something new; the next question follows at once. */
    private void subscribe() {
        long begin = timer.nanoTime();
        boolean rows = !refusesRows && events.wantsRows(peer);
        String sql = Subscription.question(globalChecksum, designation, rows);
        waiting = true;
        guarded(connection.query(sql), (answer, failure) -> {
            waiting = false;
            if (failure != null && !PeerException.isAnswer(failure)) {
                failed(sql, begin, failure);
            } else if (failure != null && rows) {
                refusesRows = true; // one of ours that does not send them yet
                subscribe();
            } else if (failure != null || Subscription.of(answer).isEmpty()) {
                refusesToWait = true; // an older one of ours, or busy: asked at each interval from now on
                check();
            } else {
                news(Subscription.of(answer).get(), begin);
            }
        });
    }

    private void news(Subscription answer, long begin) {
        changed = designation != answer.designation();
        designation = answer.designation();
        events.primary(peer, answer.primary(), designation);
        if (stopped) {
            return;
        }
        if (answer.globalChecksum().equals(globalChecksum)) {
            events.unchanged(peer, answer.waited() ? 0 : micros(begin));
            checked(begin);
        } else if (answer.checksums().isEmpty()) {
            list(answer.globalChecksum(), begin);
        } else {
            listed(answer.globalChecksum(), answer.checksums(), answer.carried(), begin);
        }
    }

    private void list(String sum, long begin) {
        query(ChecksumRows.QUESTION, answer -> {
            List<ModuleChecksum> values;
            try {
                values = ChecksumRows.read(answer);
            } catch (PeerException nonsense) {
                failed(ChecksumRows.QUESTION, begin, nonsense);
                return;
            }
            listed(sum, values, CarriedRows.NONE, begin);
        });
    }

    private void listed(String sum, List<ModuleChecksum> values, CarriedRows carried, long begin) {
        globalChecksum = sum;
        changed = true;
        events.checksums(peer, values, carried, micros(begin));
        checked(begin);
    }

    private void checked(long begin) {
        failures = 0;
        checks++;
        long frequency = settings.get().statusFrequency();
        if (stopped) { // by what the check has led to
            return;
        }
        if (frequency > 0 && checks % frequency == 0) {
            long asked = timer.nanoTime();
            query(ours ? STATUS_OF_OURS : STATUS, answer -> {
                events.status(peer, answer, micros(asked));
                clock(() -> next(begin));
            });
        } else {
            next(begin);
        }
    }

    private void next(long begin) {
        Duration left = ours && settings.get().push() && !refusesToWait && changed
                ? Duration.ZERO
                : settings.get().interval().minusNanos(timer.nanoTime() - begin);
        changed = false;
        later(left.isNegative() ? Duration.ZERO : left, () -> {
            if (connection != null) {
                check();
            }
        });
    }

    /** A peer that does not tell its time is none the worse. */
    private void clock(Runnable then) {
        String sql = ours && !refusesShort ? ShortChecks.CLOCK : CLOCK;
        long asked = timer.epochMillis();
        guarded(connection.query(sql), (answer, failure) -> {
            if (failure == null) {
                events.clockSkew(peer, ClockSkew.millis(Greeting.value(answer), asked, timer.epochMillis()));
                then.run();
            } else if (PeerException.isAnswer(failure)) {
                then.run();
            } else {
                failed(sql, timer.nanoTime(), failure);
            }
        });
    }

    /** Asks one of ours in few bytes, and again in ProxySQL's words if it is too old to know them. */
    private void ask(String shortly, String sql, Consumer<Rows> then) {
        if (!ours || refusesShort) {
            query(sql, then);
            return;
        }
        long begin = timer.nanoTime();
        guarded(connection.query(shortly), (answer, failure) -> {
            if (failure != null && !PeerException.isAnswer(failure)) {
                failed(shortly, begin, failure);
            } else if (failure != null || Greeting.value(answer).isEmpty()) {
                refusesShort = true;
                query(sql, then);
            } else {
                then.accept(answer);
            }
        });
    }

    private void query(String sql, Consumer<Rows> then) {
        long begin = timer.nanoTime();
        guarded(connection.query(sql), (answer, failure) -> {
            if (failure == null) {
                then.accept(answer);
            } else {
                failed(sql, begin, failure);
            }
        });
    }

    /** Lets nothing through once the watch has ended, and keeps it going when the caller's part has a fault. */
    private void guarded(CompletionStage<Rows> answer, BiConsumer<Rows, Throwable> then) {
        PeerConnection asked = connection;
        answer.whenComplete((rows, failure) -> {
            if (stopped || asked != connection) {
                return;
            }
            try {
                then.accept(rows, failure);
            } catch (RuntimeException | LinkageError fault) {
                LOG.error("Cluster: a check of peer {} failed by a fault of ours", peer, fault);
                again("a fault of this node, see its log");
            }
        });
    }

    private void failed(String sql, long begin, Throwable failure) {
        String why = PeerException.text(failure);
        if (failures++ % FAILURES_BETWEEN_ERRORS == 0) {
            LOG.error("Cluster: unable to run query on {} using user {} after {}ms : {} . Error: {}", peer,
                    settings.get().credentials().username(), micros(begin) / 1000, sql, why);
        }
        again(why);
    }

    private void again(String why) {
        disconnect();
        events.lost(peer, why);
        later(settings.get().interval(), this::connect);
    }

    private void disconnect() {
        PeerConnection open = connection;
        connection = null;
        waiting = false;
        if (open != null) {
            open.close();
        }
    }

    private long micros(long begin) {
        return (timer.nanoTime() - begin) / 1000;
    }
}
