package switchboard.cluster.primary;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.cluster.mesh.PeerRow;

/** Which row of proxysql_servers is this node: one with a port of its admin interfaces and an address of this machine. */
final class OwnRow {
    private static final Pattern PORT = Pattern.compile(":(\\d+)$");

    private OwnRow() {
    }

    /** Looks names up: for a thread that may wait. */
    static Optional<PeerRow> of(List<PeerRow> rows, String interfaces) {
        for (PeerRow row : rows) {
            if (listens(interfaces, row.address().port()) && isHere(row.address().hostname())) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    static boolean listens(String interfaces, int port) {
        for (String each : interfaces.split(";")) {
            Matcher found = PORT.matcher(each.strip());
            if (found.find() && found.group(1).equals(Integer.toString(port))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHere(String hostname) {
        try {
            for (InetAddress address : InetAddress.getAllByName(hostname)) {
                if (address.isAnyLocalAddress() || address.isLoopbackAddress()
                        || NetworkInterface.getByInetAddress(address) != null) {
                    return true;
                }
            }
        } catch (IOException unknown) {
            return false;
        }
        return false;
    }
}
