package switchboard.transport;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From where a PROXY header is believed (ProxySQL 2.7 manual, mysql-proxy_protocol_networks). */
final class TrustedNetworks {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedNetworks.class);

    private record Networks(boolean all, List<IpSubnetFilterRule> some) {
    }

    private volatile Networks current = new Networks(false, List.of());
    private String last = "";

    /** As the variable says: nothing, {@code *}, or a list with commas. A wrong list changes nothing, as in ProxySQL. */
    synchronized void set(String text) {
        if (text.equals(last)) {
            return;
        }
        last = text;
        if (text.strip().equals("*")) {
            current = new Networks(true, List.of());
            return;
        }
        List<IpSubnetFilterRule> some = new ArrayList<>();
        for (String entry : text.split(",")) {
            String network = entry.strip();
            if (!network.isEmpty()) {
                IpSubnetFilterRule rule = parse(network);
                if (rule == null) {
                    LOG.error("mysql-proxy_protocol_networks: '{}' is no network; write 10.0.0.0/8,fd00::/8 or *. "
                            + "The networks in force stay", network);
                    return;
                }
                some.add(rule);
            }
        }
        current = new Networks(false, List.copyOf(some));
    }

    private static IpSubnetFilterRule parse(String network) {
        int slash = network.indexOf('/');
        String address = slash < 0 ? network : network.substring(0, slash);
        boolean isV4 = NetUtil.isValidIpV4Address(address);
        if (!isV4 && !NetUtil.isValidIpV6Address(address)) {
            return null; // a name would be looked up
        }
        int most = isV4 ? 32 : 128;
        try {
            int prefix = slash < 0 ? most : Integer.parseInt(network.substring(slash + 1));
            return prefix < 0 || prefix > most
                    ? null
                    : new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** Never a Unix socket. */
    boolean contain(SocketAddress address) {
        Networks now = current;
        if (!(address instanceof InetSocketAddress inet)) {
            return false;
        }
        if (now.all) {
            return true;
        }
        for (IpSubnetFilterRule network : now.some) {
            if (network.matches(inet)) {
                return true;
            }
        }
        return false;
    }
}
