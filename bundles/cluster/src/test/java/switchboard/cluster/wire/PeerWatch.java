package switchboard.cluster.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.table.Rows;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.peer.CarriedRows;
import switchboard.cluster.peer.PeerEvents;

/** What a monitor reports, as lines. */
final class PeerWatch implements PeerEvents {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    volatile boolean rowsWanted;

    /** The next event of a kind; others are passed over. */
    String await(String kind) throws InterruptedException {
        List<String> passed = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            String event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("no " + kind + " within 30 s, only " + passed);
            }
            if (event.startsWith(kind)) {
                return event;
            }
            passed.add(event);
        }
    }

    @Override
    public void connected(PeerAddress peer, boolean switchboard) {
        events.add("connected " + switchboard);
    }

    @Override
    public void lost(PeerAddress peer, String why) {
        events.add("lost " + why);
    }

    @Override
    public void checksums(PeerAddress peer, List<ModuleChecksum> values, long tookMicros) {
        events.add("checksums " + values);
    }

    @Override
    public void checksums(PeerAddress peer, List<ModuleChecksum> values, CarriedRows carried, long tookMicros) {
        if (!carried.module().isEmpty()) {
            events.add("rows of " + carried.module() + " "
                    + carried.rows().values().stream().map(List::of).toList());
        }
        checksums(peer, values, tookMicros);
    }

    @Override
    public boolean wantsRows(PeerAddress peer) {
        return rowsWanted;
    }

    @Override
    public void unchanged(PeerAddress peer, long tookMicros) {
        events.add("unchanged");
    }

    @Override
    public void status(PeerAddress peer, Rows values, long tookMicros) {
        events.add("status " + values.size());
    }

    @Override
    public void clockSkew(PeerAddress peer, long millis) {
        events.add("clock " + millis);
    }
}
