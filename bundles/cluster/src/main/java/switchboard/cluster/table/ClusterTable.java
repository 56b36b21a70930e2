package switchboard.cluster.table;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;
import switchboard.cluster.mesh.MeshView;
import switchboard.cluster.mesh.PeerView;

/** A table of {@code stats} whose rows come from what is known of each peer. */
record ClusterTable(TableDefinition table, Supplier<MeshView> view, BiConsumer<PeerView, RowSink> rows)
        implements
            VirtualTable {
    @Override
    public String schema() {
        return "stats";
    }

    @Override
    public void read(RowSink sink) {
        view.get().peers().forEach(peer -> rows.accept(peer, sink));
    }
}
