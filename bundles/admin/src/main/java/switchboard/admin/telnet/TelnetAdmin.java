package switchboard.admin.telnet;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import switchboard.api.listen.ProtocolHandler;

/** The listeners of admin-telnet_admin_ifaces. */
@Component(service = ProtocolHandler.class, immediate = true) // keeps its clients
public final class TelnetAdmin extends TelnetHandler implements ProtocolHandler { // named here, where the launcher looks for it
    public TelnetAdmin() {
        super("telnet-admin", TelnetHandler::endProcess);
    }

    @Deactivate
    @Override
    void stop() {
        super.stop();
    }
}
