package switchboard.galera;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import switchboard.topology.ClusterRow;
import switchboard.topology.ClusterRow.ReaderHostgroup;

/**
 * ProxySQL's rules for a Galera cluster once more, as plainly as can be: one word for each server says what it is, and only
 * at the end the words become hostgroups. Writers 10, backup writers 11, readers 12, offline 13.
 */
final class GaleraModel {
    enum What {
        WRITES, WAITS, READS, OFFLINE, ENDS_WRITING, ENDS_READING
    }

    private final ClusterRow row;
    private final int maxTimeouts;
    private final Map<String, Integer> weights = new HashMap<>();
    private final Map<String, What> servers = new TreeMap<>();
    private final Map<String, Integer> timeouts = new HashMap<>();

    GaleraModel(ClusterRow row, int maxTimeouts) {
        this.row = row;
        this.maxTimeouts = maxTimeouts;
    }

    void add(String name, int weight) {
        weights.put(name, weight);
        servers.put(name, What.READS);
    }

    /** One round. */
    void see(Map<String, GaleraNode> nodes) {
        List<String> possible = new ArrayList<>();
        nodes.forEach((name, node) -> {
            boolean hangs = node.voice == GaleraNode.Voice.HANGS;
            timeouts.merge(name, hangs ? 1 : 0, (before, one) -> hangs ? before + 1 : 0);
            if (hangs && timeouts.get(name) < maxTimeouts) {
                return;
            }
            servers.put(name, node.voice == GaleraNode.Voice.ANSWERS ? judge(name, node, possible) : What.OFFLINE);
        });
        keepToMaxWriters();
        boolean none = names(What.WRITES).isEmpty() && names(What.WAITS).isEmpty();
        if (none && row.maxWriters() > 0 && !possible.isEmpty()) {
            String last = possible.stream().sorted(order()).findFirst().orElseThrow();
            servers.put(last, What.WRITES);
        }
    }

    private What judge(String name, GaleraNode node, List<String> possible) {
        boolean donates = node.is("WSREP_LOCAL_STATE", "2") && node.is("WSREP_SST_DONOR_REJECTS_QUERIES", "OFF");
        boolean serves = node.is("WSREP_LOCAL_STATE", "4") || donates;
        boolean reads = node.is("READ_ONLY", "ON");
        boolean maintained = node.is("PXC_MAINT_MODE", "MAINTENANCE");
        boolean rejects = node.is("WSREP_REJECT_QUERIES", "ALL");
        boolean primary = node.is("WSREP_CLUSTER_STATUS", "Primary");
        if (primary && serves && !rejects && !maintained && !reads) {
            possible.add(name);
        }
        if (!primary || node.is("WSREP_DESYNC", "ON") || !serves || rejects) {
            return What.OFFLINE;
        }
        What before = servers.get(name);
        if (maintained) {
            return switch (before) {
                case WRITES, WAITS, ENDS_WRITING -> What.ENDS_WRITING;
                case READS, ENDS_READING -> What.ENDS_READING;
                case OFFLINE -> What.OFFLINE;
            };
        }
        if (reads) {
            long queue = Long.parseLong(node.variables.get("WSREP_LOCAL_RECV_QUEUE"));
            return row.maxTransactionsBehind() > 0 && queue > row.maxTransactionsBehind() ? What.OFFLINE : What.READS;
        }
        return before == What.WAITS ? What.WAITS : What.WRITES;
    }

    private void keepToMaxWriters() {
        List<String> writers = names(What.WRITES);
        List<String> waiting = names(What.WAITS);
        while (writers.size() > row.maxWriters()) {
            servers.put(writers.removeLast(), What.WAITS);
        }
        while (writers.size() < row.maxWriters() && !waiting.isEmpty()) {
            writers.add(waiting.getFirst());
            servers.put(waiting.removeFirst(), What.WRITES);
        }
    }

    private List<String> names(What what) {
        return new ArrayList<>(servers.keySet().stream().filter(name -> servers.get(name) == what).sorted(order())
                .toList());
    }

    private Comparator<String> order() {
        return Comparator.<String>comparingInt(weights::get).thenComparing(Comparator.naturalOrder()).reversed();
    }

    /** Who writes now. */
    List<String> writers() {
        return names(What.WRITES);
    }

    What what(String name) {
        return servers.get(name);
    }

    /** Whether it reads. */
    boolean reads(String name) {
        boolean hasBackups = !names(What.WAITS).isEmpty();
        return switch (servers.get(name)) {
            case READS -> true;
            case OFFLINE, ENDS_READING, ENDS_WRITING -> false;
            case WRITES -> row.writerIsAlsoReader() == ReaderHostgroup.WRITERS_TOO
                    || row.writerIsAlsoReader() == ReaderHostgroup.BACKUP_WRITERS_TOO && !hasBackups;
            case WAITS -> row.writerIsAlsoReader() != ReaderHostgroup.READERS_ONLY;
        };
    }
}
