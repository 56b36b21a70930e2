package switchboard.stats.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import switchboard.api.server.ServerEvent;
import switchboard.api.server.ServerStatus;

/** Which changes of servers are not written yet. Of one thread. */
final class ServerEvents {
    private static final long MICROS = 1_000_000;

    private final Supplier<List<ServerEvent>> events;
    private long handedOutMicros;
    private long writtenMicros; // numbers of events begin anew when mysql-servers is stopped and started

    /** @param sinceMicros unix time: what is not younger was written by a predecessor */
    ServerEvents(Supplier<List<ServerEvent>> events, long sinceMicros) {
        this.events = events;
        this.writtenMicros = sinceMicros;
        this.handedOutMicros = sinceMicros;
    }

    /** Each change that is not written; {@link #written} says that they are. */
    List<Sample> due() {
        List<Sample> samples = new ArrayList<>();
        for (ServerEvent event : events.get()) {
            if (event.atMicros() > writtenMicros) {
                samples.add(sample(event));
                handedOutMicros = Math.max(handedOutMicros, event.atMicros());
            }
        }
        return samples;
    }

    /** What was due last is on the disk. */
    void written() {
        writtenMicros = handedOutMicros;
    }

    private static Sample sample(ServerEvent event) {
        return new Sample.Rows(HistorySchema.EVENTS, false, event.atMicros() / MICROS,
                List.<Object[]>of(new Object[]{event.atMicros() % MICROS, event.key().hostgroup(),
                        event.key().hostname(), event.key().port(), name(event.from()), name(event.to()),
                        event.module(), event.reason()}));
    }

    private static String name(ServerStatus status) {
        return status == null ? null : status.name();
    }
}
