package switchboard.admin.telnet;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import switchboard.admin.AdminServices;
import switchboard.api.listen.ProtocolHandler;

/** The listeners of admin-telnet_admin_ifaces. */
@Component(service = ProtocolHandler.class)
public final class TelnetAdmin extends TelnetHandler {
    @Activate
    public TelnetAdmin(@Reference AdminServices services) {
        super("telnet-admin", () -> services.shutdown(true));
    }

    @Deactivate
    @Override
    void stop() {
        super.stop();
    }
}
