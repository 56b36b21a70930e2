package switchboard.cluster.election;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jgroups.raft.StateMachine;
import switchboard.api.election.ElectionChange;

/**
 * What the log says: who is primary, and the last change of each name. All candidates come to the same, entry by entry;
 * who hears of them is told with the lock held, so in order.
 */
final class ChangeLog implements StateMachine {
    /** Hears what was agreed on. Returns soon. */
    interface Listener {
        /** @param request by which its author knows it again; null if it is one of a snapshot */
        void agreed(UUID request, String author, ElectionChange change);

        /** A change whose author was not primary any more: it is void. */
        void refused(UUID request);

        void designated(String primary, long designation);
    }

    private static final byte[] NOTHING = new byte[0];
    private static final int MOST_NAMES = 1000;

    /** The last change of a name, and who has made it. */
    private record Last(String author, ElectionChange change) {
    }

    private final Map<String, Last> last = new TreeMap<>();
    private final Listener listener;
    private long entries;
    private String primary = "";
    private long designation;

    ChangeLog(Listener listener) {
        this.listener = listener;
    }

    /** All entries come again: by their number candidates know which designation is the later one. */
    synchronized void beginAnew() {
        entries = 0;
        primary = "";
        designation = 0;
        last.clear();
    }

    synchronized String primary() {
        return primary;
    }

    synchronized boolean knows(String name) {
        return last.containsKey(name);
    }

    @Override
    public synchronized byte[] apply(byte[] data, int offset, int length, boolean answer) throws IOException {
        entries++;
        switch (LogEntry.decoded(data, offset, length)) {
            case LogEntry.Primary next -> {
                primary = next.name();
                designation = entries;
                listener.designated(primary, designation);
            }
            case LogEntry.Change change -> {
                if (change.designation() == designation && change.author().equals(primary)) {
                    last.put(change.content().name(), new Last(primary, change.content()));
                    listener.agreed(change.request(), primary, change.content());
                } else {
                    listener.refused(change.request());
                }
            }
        }
        return NOTHING;
    }

    @Override
    public synchronized void writeContentTo(DataOutput out) throws IOException {
        out.writeLong(entries);
        out.writeUTF(primary);
        out.writeLong(designation);
        out.writeInt(last.size());
        for (Last each : last.values()) {
            out.writeUTF(each.author());
            out.writeUTF(each.change().name());
            out.writeInt(each.change().content().length);
            out.write(each.change().content());
        }
    }

    @Override
    public synchronized void readContentFrom(DataInput in) throws IOException {
        entries = in.readLong();
        primary = in.readUTF();
        designation = in.readLong();
        int count = in.readInt();
        if (count < 0 || count > MOST_NAMES) {
            throw new IOException("a snapshot of " + count + " changes");
        }
        last.clear();
        for (int i = 0; i < count; i++) {
            String author = in.readUTF();
            String name = in.readUTF();
            byte[] content = new byte[in.readInt()];
            in.readFully(content);
            last.put(name, new Last(author, new ElectionChange(name, content)));
        }
        last.values().forEach(each -> listener.agreed(null, each.author(), each.change()));
        listener.designated(primary, designation);
    }
}
