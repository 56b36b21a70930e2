package switchboard.api.user;

import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/** The accounts that are running. From memory, any thread, no waiting. */
@ProviderType
public interface UserDirectory {
    /** No accounts: while no module is there. */
    UserDirectory OFF = new UserDirectory() {
        @Override
        public FrontendAccount frontend(String username) {
            return null;
        }

        @Override
        public BackendAccount backend(String username) {
            return null;
        }

        @Override
        public Collection<FrontendAccount> frontends() {
            return java.util.List.of();
        }
    };

    /** The account, or null. */
    FrontendAccount frontend(String username);

    /** The account, or null. */
    BackendAccount backend(String username);

    /** All frontend accounts. */
    Collection<FrontendAccount> frontends();
}
