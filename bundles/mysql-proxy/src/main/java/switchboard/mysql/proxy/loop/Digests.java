package switchboard.mysql.proxy.loop;

import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;
import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryDigester;

/** The digest lane of one event loop: a new one when the module was replaced, none while it is stopped. */
final class Digests {
    private final Supplier<QueryDigester> module;
    private QueryDigester laneOf;
    private QueryDigester.Lane lane;

    Digests(Supplier<QueryDigester> module) {
        this.module = module;
    }

    QueryDigest of(ByteBuf query, int index, int length) {
        QueryDigester now = module.get();
        if (now != laneOf) {
            laneOf = now;
            lane = now == null ? null : now.newLane();
        }
        return lane == null ? null : lane.digest(query, index, length);
    }

    /** The first comment of the statement last asked about, or null. */
    String firstComment() {
        return lane == null ? null : lane.firstComment();
    }

    /** Whether the statement last asked about has a command that its digest doesn't show. */
    boolean hidesCommand() {
        return lane != null && lane.hidesCommand();
    }
}
