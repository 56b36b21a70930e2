/**
 * Serves small H2 databases over the MySQL protocol: the embedded servers of the demo, as ProxySQL's SQLite3 server is
 * one.
 *
 * <p>Provides: {@code ProtocolHandler} "h2". The first listener's database writes, the others show its tables and are
 * read-only. Nothing outlives a replacement: the databases are in memory.
 */
package switchboard.h2.server;
