package switchboard.monitor.connection;

/** A server as a key; looking it up writes no text, as {@link Hosts#key} does. */
public record HostPort(String hostname, int port) {
}
