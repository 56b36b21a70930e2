package switchboard.admin.command;

/** What an administrator is told when a feature's bundle is stopped. */
public final class Stopped {
    private Stopped() {
    }

    /** @param bundle as PROXYSQL MODULE LIST names it: {@code mysql-query-rules} */
    public static String message(String bundle) {
        return "the module " + bundle + " is stopped; start it with PROXYSQL MODULE START " + bundle;
    }
}
