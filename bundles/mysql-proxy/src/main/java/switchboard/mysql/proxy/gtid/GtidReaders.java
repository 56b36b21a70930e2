package switchboard.mysql.proxy.gtid;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.transport.Transport;
import switchboard.mysql.proxy.gtid.GtidReader.Place;

/** The binlog readers of all servers that have a gtid_port; in whatever hostgroups a server is, it has one. */
public final class GtidReaders implements ExecutedGtids {
    /** A row of stats_mysql_gtid_executed. @param events transactions since the connection began */
    public record Row(String hostname, int port, String executed, long events) {
    }

    private record Spot(String hostname, int port) {
    }

    private static final long LIMIT_SECONDS = 5;

    private final EventLoop loop;
    private final Transport transport;
    private final LongSupplier retryMillis;
    private final Map<Place, GtidReader> readers = new HashMap<>(); // on the loop
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<Spot, GtidReader> bySpot = Map.of();
    private boolean closed; // on the loop

    /** @param retryMillis mysql-binlog_reader_connect_retry_msec */
    public GtidReaders(EventLoop loop, Transport transport, LongSupplier retryMillis) {
        this.loop = loop;
        this.transport = transport;
        this.retryMillis = retryMillis;
    }

    /** These servers are in force. Any thread; returns at once. */
    public void follow(ServersSnapshot now) {
        Set<Place> wanted = new HashSet<>();
        for (List<Server> hostgroup : now.hostgroups().values()) {
            for (Server server : hostgroup) {
                if (server.gtidPort() != 0 && server.status() != ServerStatus.OFFLINE_HARD) {
                    wanted.add(new Place(server.key().hostname(), server.key().port(), server.gtidPort()));
                }
            }
        }
        loop.execute(() -> change(wanted));
    }

    private void change(Set<Place> wanted) {
        readers.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
        for (Place place : wanted) {
            if (!closed && !readers.containsKey(place)) {
                GtidReader reader = new GtidReader(place, loop, transport, retryMillis, this::grown);
                readers.put(place, reader);
                reader.connect();
            }
        }
        Map<Spot, GtidReader> now = new HashMap<>();
        readers.forEach((place, reader) -> now.put(new Spot(place.hostname(), place.port()), reader));
        bySpot = Map.copyOf(now);
    }

    private void grown() {
        listeners.forEach(Runnable::run);
    }

    /** From now on this is called when a server is known to have executed more; on one event loop, and often. */
    public void onGrowth(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public boolean has(ServerKey server, Gtids gtids) {
        GtidReader reader = bySpot.get(new Spot(server.hostname(), server.port()));
        return reader != null && reader.has(gtids);
    }

    /** Ends all connections for good. Any thread. */
    public void close() {
        loop.execute(() -> {
            closed = true;
            change(Set.of());
        });
    }

    /**
     * What is known now. Never on an event loop.
     *
     * @throws IllegalStateException the loop doesn't answer within 5 s
     */
    public List<Row> rows() {
        try {
            return loop.submit(() -> {
                List<Row> rows = new ArrayList<>();
                readers.values().forEach(reader -> rows.add(reader.row()));
                return rows;
            }).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an event loop was asked", stopped);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("an event loop did not answer within " + LIMIT_SECONDS + " s", failed);
        }
    }
}
