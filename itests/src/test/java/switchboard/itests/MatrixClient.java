package switchboard.itests;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client of the matrix: which program it is, and what it can do. */
enum MatrixClient {
    MARIADB_CLI("mariadb CLI", new CommandLineProbe("mariadb"), EnumSet.allOf(MatrixMode.class), "text",
            "prepared"), MYSQL_CLI("mysql CLI 9.7", new CommandLineProbe(mysql97().resolve("bin/mysql").toString()),
                    EnumSet.allOf(MatrixMode.class), "text", "prepared"), CONNECTOR_J("Connector/J 9.7",
                            new JdbcProbe(true), EnumSet.allOf(MatrixMode.class), "text",
                            "prepared"), MARIADB_CONNECTOR_J("MariaDB Connector/J", new JdbcProbe(false),
                                    EnumSet.allOf(MatrixMode.class), "text",
                                    "prepared"), PYMYSQL("pymysql",
                                            new ProgramProbe("/usr/bin/python3", "probe.py", "pymysql"),
                                            EnumSet.of(MatrixMode.PLAIN, MatrixMode.TLS),
                                            "text"), MYSQLCLIENT("mysqlclient",
                                                    new ProgramProbe("/usr/bin/python3", "probe.py", "mysqlclient"),
                                                    EnumSet.allOf(MatrixMode.class), "text"), MYSQL2("mysql2 (npm)",
                                                            new ProgramProbe("node", "probe.js"),
                                                            EnumSet.allOf(MatrixMode.class), "text",
                                                            "prepared"), MYSQLND("PHP mysqlnd",
                                                                    new ProgramProbe("php", "probe.php"),
                                                                    EnumSet.allOf(MatrixMode.class), "text",
                                                                    "prepared"), GO("go-sql-driver",
                                                                            new ProgramProbe("go", "probe.go"),
                                                                            EnumSet.of(MatrixMode.PLAIN,
                                                                                    MatrixMode.TLS),
                                                                            "text",
                                                                            "prepared"), SYSBENCH("sysbench",
                                                                                    new SysbenchProbe(),
                                                                                    EnumSet.allOf(MatrixMode.class),
                                                                                    "text", "prepared");

    private final String title;
    private final MatrixProbe probe;
    private final Set<MatrixMode> modes;
    private final List<String> styles;

    MatrixClient(String title, MatrixProbe probe, Set<MatrixMode> modes, String... styles) {
        this.title = title;
        this.probe = probe;
        this.modes = modes;
        this.styles = List.of(styles);
    }

    String title() {
        return title;
    }

    /** Why it can't run here, if it can't. */
    Optional<String> missing() {
        return probe.missing();
    }

    /** Whether the client itself can do this; MySQL's newest knows no way to log in to MariaDB. */
    boolean can(MatrixServer.Brand brand, MatrixMode mode, String style) {
        return modes.contains(mode) && styles.contains(style)
                && (this != MYSQL_CLI || brand == MatrixServer.Brand.MYSQL);
    }

    /** Whether its lines are those of {@code matrix/probe.py}. */
    boolean showsValues() {
        return probe instanceof ProgramProbe || probe instanceof JdbcProbe;
    }

    /** What it saw, line by line. */
    List<String> transcript(Endpoint to, MatrixMode mode, String style, MatrixScript script) {
        return probe.transcript(to, mode, style, script);
    }

    /** The folder into which {@code topologies/fetch-mysql97.sh} unpacks MySQL. */
    static Path mysql97() {
        String told = System.getenv("UNPACKED");
        return told == null
                ? Path.of(System.getProperty("java.io.tmpdir"), "switchboard-topologies", "mysql97")
                : Path.of(told);
    }

    /** What the matrix builds and fetches. */
    static Path built() {
        return Workspace.root().resolve("itests/target/matrix");
    }

}
