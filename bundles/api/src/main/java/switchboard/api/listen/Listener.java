package switchboard.api.listen;

/**
 * A listening socket.
 *
 * @param protocol which handler serves it
 * @param address IP address, or path of a Unix socket
 * @param port 0 for a Unix socket
 */
public record Listener(String protocol, String address, int port) {
    /** As administrators write it: {@code 127.0.0.1:6033}, {@code [::1]:6033}, {@code /run/switchboard.sock}. */
    @Override
    public String toString() {
        if (port == 0) {
            return address;
        }
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }
}
