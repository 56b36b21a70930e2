package switchboard.modules;

/** Names of modules: symbolic names without the house's prefix. */
final class Names {
    private static final String PREFIX = "switchboard.";

    private Names() {
    }

    static String module(String symbolicName) {
        return symbolicName.startsWith(PREFIX) ? symbolicName.substring(PREFIX.length()) : symbolicName;
    }

    static boolean isOurs(String symbolicName) {
        return symbolicName != null && symbolicName.startsWith(PREFIX);
    }
}
