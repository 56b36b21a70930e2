package switchboard.admin.command;

import java.util.Locale;

/** What an administrator is told when a feature's bundle is stopped. */
public final class Stopped {
    private Stopped() {
    }

    /** @param module as in LOAD and SAVE: MYSQL QUERY RULES */
    public static String message(String module) {
        String bundle = module.endsWith(" VARIABLES")
                ? "global-variables"
                : module.toLowerCase(Locale.ROOT).replace(' ', '-');
        return "the module " + bundle + " is stopped; start it with PROXYSQL MODULE START " + bundle;
    }
}
