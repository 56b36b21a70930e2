package switchboard.api.query;

import org.osgi.annotation.versioning.ConsumerType;

/** Watches finished queries (service; every one is told). */
@ConsumerType
public interface QueryObserver {
    /** A lane of its own for each event loop. */
    Lane newLane();

    /** Called on one event loop only: never blocks, allocates nothing for what it has seen before. */
    interface Lane {
        /** A query is finished. The report is valid during the call only. */
        void finished(QueryReport report);
    }
}
