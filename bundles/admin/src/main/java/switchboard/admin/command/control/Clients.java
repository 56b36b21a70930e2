package switchboard.admin.command.control;

import switchboard.admin.command.Services;
import switchboard.api.listen.Listeners;

/** The listeners of the clients' protocol, as the commands see them. */
final class Clients {
    static final String PROTOCOL = "mysql";

    private Clients() {
    }

    /** Whether clients are served at all: there is a proxy, and nobody typed PROXYSQL STOP. */
    static boolean served(Services services) {
        return services.listeners() != null && !services.proxies().isEmpty()
                && services.listeners().gate(PROTOCOL) != Listeners.Gate.STOPPED;
    }
}
