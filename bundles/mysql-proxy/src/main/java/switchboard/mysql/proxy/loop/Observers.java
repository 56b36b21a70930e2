package switchboard.mysql.proxy.loop;

import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.query.QueryObserver;
import switchboard.api.query.QueryReport;

/** The observers' lanes of one event loop, made anew when observers come or go. */
final class Observers {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final Supplier<List<QueryObserver>> modules;
    private List<QueryObserver> lanesOf = List.of();
    private QueryObserver.Lane[] lanes = {};

    Observers(Supplier<List<QueryObserver>> modules) {
        this.modules = modules;
    }

    void finished(QueryReport report) {
        List<QueryObserver> now = modules.get();
        if (now != lanesOf) {
            follow(now);
        }
        for (QueryObserver.Lane lane : lanes) {
            try {
                lane.finished(report);
            } catch (RuntimeException | LinkageError failure) { // the query is answered: its session goes on
                LOG.warn("Query observer failed observer={}", lane.getClass().getName(), failure);
            }
        }
    }

    /** Observers that stay keep their lane, with what it has counted. */
    private void follow(List<QueryObserver> now) {
        QueryObserver.Lane[] next = new QueryObserver.Lane[now.size()];
        for (int i = 0; i < next.length; i++) {
            int before = lanesOf.indexOf(now.get(i));
            next[i] = before >= 0 ? lanes[before] : now.get(i).newLane();
        }
        lanes = next;
        lanesOf = now;
    }
}
