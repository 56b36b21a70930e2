package switchboard.transport;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import switchboard.api.listen.Listener;

/** Reads a list of interfaces: {@code 0.0.0.0:6033;[::1]:6033;/run/switchboard.sock} (ProxySQL, mysql-interfaces). */
final class ListenAddresses {
    private ListenAddresses() {
    }

    /**
     * @param failures takes a sentence for each entry that is no address
     * @return the listeners in the order of the text, each once
     */
    static Set<Listener> parse(String protocol, String variable, String text, List<String> failures) {
        Set<Listener> listeners = new LinkedHashSet<>();
        for (String entry : text.split("[;,]")) {
            String address = entry.trim();
            if (address.isEmpty() || "(null)".equals(address)) {
                continue;
            }
            Listener listener = one(protocol, address);
            if (listener == null) {
                failures.add(variable + ": '" + address + "' is no interface; write IP:PORT, [IPv6]:PORT or /PATH");
            } else {
                listeners.add(listener);
            }
        }
        return listeners;
    }

    private static Listener one(String protocol, String address) {
        if (address.startsWith("/")) {
            return new Listener(protocol, address, 0);
        }
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            return null;
        }
        String host = address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0 || host.isEmpty()) {
            return null;
        }
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            return port > 0 && port <= 65535 ? new Listener(protocol, host, port) : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
