package switchboard.global.variables;

import java.util.regex.Pattern;

/** The text of {@code mysql-proxy_protocol_networks}: {@code 10.0.0.0/8, fd00::/8}. Only its form is checked here. */
final class Networks {
    private static final Pattern V4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern V6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:.]{2,45}");
    private static final int BITS_V4 = 32;
    private static final int BITS_V6 = 128;
    private static final int MAX_OCTET = 255;

    private Networks() {
    }

    static boolean areValid(String list) {
        for (String network : list.split(",", -1)) {
            if (!isValid(network.strip())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValid(String network) {
        int slash = network.indexOf('/');
        String address = slash < 0 ? network : network.substring(0, slash);
        boolean v4 = isV4(address);
        if (!v4 && !V6.matcher(address).matches()) {
            return false;
        }
        return slash < 0 || isUpTo(network.substring(slash + 1), v4 ? BITS_V4 : BITS_V6);
    }

    private static boolean isV4(String address) {
        var octets = V4.matcher(address);
        if (!octets.matches()) {
            return false;
        }
        for (int i = 1; i <= octets.groupCount(); i++) {
            if (!isUpTo(octets.group(i), MAX_OCTET)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUpTo(String digits, int max) {
        return digits.matches("\\d{1,3}") && Integer.parseInt(digits) <= max;
    }
}
