package switchboard.mysql.proxy.route;

import switchboard.api.query.Decision;
import switchboard.api.user.FrontendAccount;

/** Where a statement goes that nothing in its session keeps elsewhere. */
public final class Destination {
    private Destination() {
    }

    /** The rules' hostgroup, else the user's. */
    public static int hostgroup(Decision rules, FrontendAccount account) {
        return rules.destinationHostgroup() != null ? rules.destinationHostgroup() : account.defaultHostgroup();
    }
}
