package switchboard.itests;

import java.io.IOException;

/**
 * Where generated sessions run without the proxy, and behind it: MariaDB, or MySQL 9.7 by
 * {@code -Ddifferential.server=mysql}.
 */
record DifferentialServer(Endpoint direct, Endpoint administrator, Runnable stop) implements AutoCloseable {
    /** Without a password: MySQL's way to log in needs none, and the client knows only the old way. */
    private static final String BARE = "bare";

    /** @param mariaDb the servers that there are in any case */
    static DifferentialServer start(Topology mariaDb) throws IOException {
        if (!DifferentialRun.MYSQL) {
            return new DifferentialServer(mariaDb.server(1), mariaDb.administrator(1), () -> {
            });
        }
        SingleServer server = SingleServer.mysql();
        Endpoint root = new Endpoint(server.port(), "root", "", "mysql");
        try (RawClient by = root.raw()) {
            by.query("CREATE USER " + BARE + "@'127.0.0.1' IDENTIFIED BY ''");
            by.query("GRANT ALL ON *.* TO " + BARE + "@'127.0.0.1'");
        }
        return new DifferentialServer(Endpoint.app(server.port()).as(BARE, ""), root, server::close);
    }

    /** A proxy in front of it, and an account on it. */
    SwitchboardConfig config() {
        return SwitchboardConfig.empty().server(SwitchboardConfig.WRITER, direct.port())
                .user(direct.user(), direct.password(), SwitchboardConfig.WRITER)
                .mysql("auto_increment_delay_multiplex", 0).mysql("monitor_enabled", "\"false\"");
    }

    Endpoint through(Switchboard proxy) {
        return proxy.proxy().as(direct.user(), direct.password());
    }

    @Override
    public void close() {
        stop.run();
    }
}
