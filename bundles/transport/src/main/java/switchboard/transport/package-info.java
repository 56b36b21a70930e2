/**
 * Owns the sockets: event loops by io_uring, epoll or NIO, listening sockets, outgoing connections, TLS.
 *
 * <p>Services out: {@code Transport}, {@code Listeners}, {@code TlsContexts}, the command PROXYSQL RELOAD TLS and
 * {@code StatusVariables} of the DNS cache, as soon as the variables are known. Services in: {@code
 * ProtocolHandler} (each protocol's newest one gets the accepted channels), variables.
 *
 * <p>It stays while handlers are replaced: listening sockets stay open, and while a protocol has no handler its
 * accepted connections wait, at most 1024 of them. Replacing this bundle itself closes every connection.
 */
package switchboard.transport;
