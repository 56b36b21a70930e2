package switchboard.admin.telnet;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import switchboard.admin.AdminServices;
import switchboard.api.listen.ProtocolHandler;

/** The listeners of admin-telnet_stats_ifaces. */
@Component(service = ProtocolHandler.class)
public final class TelnetStats extends TelnetHandler {
    @Activate
    public TelnetStats(@Reference AdminServices services) {
        super("telnet-stats", () -> services.shutdown(true));
    }

    @Deactivate
    @Override
    void stop() {
        super.stop();
    }
}
