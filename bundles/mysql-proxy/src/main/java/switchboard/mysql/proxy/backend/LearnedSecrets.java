package switchboard.mysql.proxy.backend;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import switchboard.mysql.protocol.auth.Secret;

/**
 * What clients' logins have shown of passwords that are stored as hashes: needed to log in to servers with them (ProxySQL
 * 2.7 manual, password formats). In memory only. Any thread.
 */
public final class LearnedSecrets {
    private record Learned(String stored, Secret secret) {
        @Override
        public String toString() {
            return "Learned[...]";
        }
    }

    private final ConcurrentMap<String, Learned> byUser = new ConcurrentHashMap<>();

    /** Remembers it as long as the stored form stays the same. */
    public void learn(String username, String stored, Secret secret) {
        Learned before = byUser.get(username);
        boolean better = before == null || !before.stored().equals(stored) || secret instanceof Secret.ClearText;
        if (better) {
            byUser.put(username, new Learned(stored, secret));
        }
    }

    /** What was learned for this stored form, or null. */
    public Secret of(String username, String stored) {
        Learned learned = byUser.get(username);
        return learned != null && learned.stored().equals(stored) ? learned.secret() : null;
    }
}
