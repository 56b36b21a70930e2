package switchboard.transport;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.admin.AdminAction;
import switchboard.api.listen.Listeners;
import switchboard.api.listen.ProtocolHandler;
import switchboard.api.stats.StatusVariables;
import switchboard.api.transport.TlsContexts;
import switchboard.api.transport.Transport;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.transport.tls.Tls;

/**
 * Starts the event loops when the variables are known, then opens the listeners and follows the variables that name
 * them. It registers its services by the {@link BundleContext}: DS would register them before there is anything to offer.
 */
@Component(service = VariablesListener.class, immediate = true) // the sockets outlive every user
public final class TransportModule implements VariablesListener {
    private static final Logger LOG = LoggerFactory.getLogger(TransportModule.class);
    /** Which variable names the listeners of a protocol. */
    private static final Map<String, String> INTERFACES = interfaces();
    /** How a variable without a value is shown. */
    private static final String UNSET = "(null)";

    private static Map<String, String> interfaces() {
        Map<String, String> byProtocol = new LinkedHashMap<>();
        byProtocol.put("h2", "sqliteserver-mysql_ifaces");
        byProtocol.put("admin", "admin-mysql_ifaces");
        byProtocol.put("telnet-admin", "admin-telnet_admin_ifaces");
        byProtocol.put("telnet-stats", "admin-telnet_stats_ifaces");
        byProtocol.put("mysql", "mysql-interfaces");
        return byProtocol;
    }

    private final BundleContext context;
    private final TrustedNetworks networks = new TrustedNetworks();
    private final Arrivals arrivals = new Arrivals(networks);
    private MultiThreadIoEventLoopGroup loops;
    private OutgoingConnections outgoing;
    private ListeningSockets listening;
    private ServiceRegistration<Transport> transportService;
    private ServiceRegistration<StatusVariables> namesService;
    private Tls tls;
    private ServiceRegistration<?> tlsService;
    private ServiceRegistration<Listeners> listenersService;

    @Activate
    public TransportModule(BundleContext context) {
        this.context = context;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHandler(ProtocolHandler handler, Map<String, ?> properties) {
        arrivals.bind(handler, properties);
    }

    void unbindHandler(ProtocolHandler handler) {
        arrivals.unbind(handler);
    }

    @Override
    public synchronized void variablesChanged(VariableValues now) {
        networks.set(now.text("mysql-proxy_protocol_networks"));
        boolean first = loops == null;
        if (first) {
            start(now);
        }
        outgoing.names().settings(now);
        INTERFACES
                .forEach((protocol, variable) -> listening.set(protocol, variable, addresses(protocol, variable, now)));
        if (first) {
            listenersService = context.registerService(Listeners.class, listening, null);
            tls.start(); // makes keys at a first start, a second of CPU: after the ports are open
        }
    }

    private String addresses(String protocol, String variable, VariableValues now) {
        if (protocol.equals("h2") && !Boolean.parseBoolean(context.getProperty("switchboard.demo"))) {
            return ""; // as ProxySQL, which opens them with --sqlite3-server only
        }
        String given = context.getProperty("switchboard.admin.socket");
        if (protocol.equals("admin") && given != null && !given.isEmpty()) {
            return given;
        }
        String addresses = now.text(variable);
        return addresses == null || addresses.equals(UNSET) ? "" : addresses;
    }

    private void start(VariableValues now) {
        LoopChoice choice = LoopChoice.of(now.text("switchboard-transport"));
        int count = (int) now.number("switchboard-event_loops");
        if (count == 0) {
            count = (int) Math.min(now.number("mysql-threads"), Runtime.getRuntime().availableProcessors());
        }
        LoopPlacement placement = new LoopPlacement((int) now.number("switchboard-connections_per_loop"));
        loops = new MultiThreadIoEventLoopGroup(count,
                new ThreadPerTaskExecutor(new DefaultThreadFactory("switchboard-loop")), placement,
                choice.kind().handlers());
        outgoing = new OutgoingConnections(choice.kind(), loops);
        listening = new ListeningSockets(loops, placement, choice.kind(), arrivals);
        LOG.info("Event loops started kind={} count={}: {}", choice.kind().label(), count, choice.reason());
        transportService = context.registerService(Transport.class, outgoing, null);
        namesService = context.registerService(StatusVariables.class, outgoing.names(), null);
        tls = new Tls(Path.of(context.getProperty("switchboard.datadir")), InstantSource.system(),
                task -> Thread.ofVirtual().name("switchboard-tls").start(task));
        tlsService = context.registerService(
                new String[]{TlsContexts.class.getName(), AdminAction.class.getName()}, tls, null);
    }

    @Deactivate
    synchronized void stop() throws InterruptedException {
        if (loops == null) {
            return;
        }
        listening.closeAll();
        listenersService.unregister();
        transportService.unregister();
        namesService.unregister();
        tlsService.unregister();
        outgoing.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
    }
}
