package switchboard.itests;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What a build has time for: each client in each mode once. */
final class MatrixPart {
    /** Those of Maven Central and of packages without which a build is not complete. */
    private static final Set<MatrixClient> NEEDED = EnumSet.of(MatrixClient.MARIADB_CLI, MatrixClient.CONNECTOR_J,
            MatrixClient.MARIADB_CONNECTOR_J, MatrixClient.PYMYSQL, MatrixClient.MYSQLCLIENT, MatrixClient.MYSQLND);

    private MatrixPart() {
    }

    /** The clients needed, missing ones among them, and the others that are there. */
    static Stream<MatrixClient> onMariaDb() {
        return clients(MatrixServer.Brand.MARIADB);
    }

    static Stream<MatrixClient> clients(MatrixServer.Brand brand) {
        return Stream.of(MatrixClient.values()).filter(each -> each.can(brand, MatrixMode.PLAIN, "text"))
                .filter(each -> NEEDED.contains(each) || each.missing().isEmpty());
    }

    /** @throws AssertionError with the lines that differ */
    static void compare(MatrixRun run, MatrixClient client) {
        client.missing().ifPresent(how -> Assumptions.abort(client.title() + " is missing: " + how));
        run.compare(client, MatrixMode.PLAIN, "text");
        for (MatrixMode mode : EnumSet.of(MatrixMode.TLS, MatrixMode.COMPRESSED)) {
            String style = client.can(run.server().brand(), mode, "prepared") ? "prepared" : "text";
            if (client.can(run.server().brand(), mode, style)) {
                run.compare(client, mode, style);
            }
        }
    }
}
