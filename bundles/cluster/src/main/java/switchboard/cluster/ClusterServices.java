package switchboard.cluster;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import switchboard.api.checksum.Checksums;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.LoadedModules;
import switchboard.api.election.Election;
import switchboard.api.service.Newest;
import switchboard.api.transport.Transport;
import switchboard.cluster.pull.PullServices;

/** The services that the cluster works on, as they come and go; null while nobody provides one. */
@Component(service = ClusterServices.class)
public final class ClusterServices implements PullServices {
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    private final Newest<Transport> transport = new Newest<>(null);
    private final Newest<Checksums> checksums = new Newest<>(null);
    private final Newest<ConfigEngine> engine = new Newest<>(null);
    private final Newest<LoadedModules> modules = new Newest<>(null);
    private final Newest<Election> elections = new Newest<>(null);

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindTransport(Transport found, Map<String, ?> properties) {
        transport.bind(found, properties);
        waiting.forEach(Runnable::run);
    }

    /** Runs a short task each time when a transport has come, or who holds elections comes or goes. */
    void whenSomethingComes(Runnable task) {
        waiting.add(task);
    }

    void forget(Runnable task) {
        waiting.remove(task);
    }

    void unbindTransport(Transport gone) {
        transport.unbind(gone);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindChecksums(Checksums found, Map<String, ?> properties) {
        checksums.bind(found, properties);
    }

    void unbindChecksums(Checksums gone) {
        checksums.unbind(gone);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindEngine(ConfigEngine found, Map<String, ?> properties) {
        engine.bind(found, properties);
    }

    void unbindEngine(ConfigEngine gone) {
        engine.unbind(gone);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindModules(LoadedModules found, Map<String, ?> properties) {
        modules.bind(found, properties);
    }

    void unbindModules(LoadedModules gone) {
        modules.unbind(gone);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindElection(Election found, Map<String, ?> properties) {
        elections.bind(found, properties);
        waiting.forEach(Runnable::run);
    }

    void unbindElection(Election gone) {
        elections.unbind(gone);
        waiting.forEach(Runnable::run);
    }

    /** Who holds elections; null while nobody does. */
    Election elections() {
        return elections.get();
    }

    Transport transport() {
        return transport.get();
    }

    @Override
    public Checksums checksums() {
        return checksums.get();
    }

    @Override
    public ConfigEngine engine() {
        return engine.get();
    }

    @Override
    public LoadedModules modules() {
        return modules.get();
    }
}
