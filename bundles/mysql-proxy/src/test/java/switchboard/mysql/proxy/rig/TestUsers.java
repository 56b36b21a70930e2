package switchboard.mysql.proxy.rig;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import switchboard.api.user.BackendAccount;
import switchboard.api.user.FrontendAccount;
import switchboard.api.user.UserDirectory;

/** Users without passwords, unless the servers want one. */
public final class TestUsers implements UserDirectory {
    public volatile String passwordTowardsServers = "";
    private final Map<String, FrontendAccount> accounts = new ConcurrentHashMap<>();

    /** A user whose statements go to a hostgroup. */
    public TestUsers add(String username, int hostgroup, boolean transactionPersistent, int maxConnections) {
        accounts.put(username, new FrontendAccount(username, "", false, hostgroup, null, false,
                transactionPersistent, false, maxConnections, ""));
        return this;
    }

    /** A user whose sessions are relays. */
    public TestUsers addFastForward(String username, int hostgroup) {
        accounts.put(username, new FrontendAccount(username, "", false, hostgroup, null, false, true, true, 1000, ""));
        return this;
    }

    @Override
    public FrontendAccount frontend(String username) {
        return accounts.get(username);
    }

    @Override
    public BackendAccount backend(String username) {
        return accounts.containsKey(username) ? new BackendAccount(username, passwordTowardsServers) : null;
    }

    @Override
    public Collection<FrontendAccount> frontends() {
        return accounts.values();
    }
}
