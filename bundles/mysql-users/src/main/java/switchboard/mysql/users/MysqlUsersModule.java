package switchboard.mysql.users;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Rejection;
import switchboard.api.stats.StatusVariables;
import switchboard.api.table.Rows;
import switchboard.api.user.BackendAccount;
import switchboard.api.user.FrontendAccount;
import switchboard.api.user.UserDirectory;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;

/**
 * Runs the rows of {@code mysql_users}. It registers its directory by the {@link BundleContext} when it first
 * publishes: DS would register it empty, and being the newest it would refuse every login.
 */
@Component(service = {ConfigModule.class, VariablesListener.class,
        StatusVariables.class}, immediate = true) // keeps the accounts
public final class MysqlUsersModule implements ConfigModule, VariablesListener, UserDirectory, StatusVariables {
    private static final List<ConfigTable> TABLES = List.of(MysqlUsersTable.TABLE);

    private final Function<UserDirectory, Runnable> offer;
    private final PasswordHashing hashing;
    private volatile boolean hashes; // switchboard-hash_passwords
    private volatile Accounts accounts = Accounts.NONE;
    private Runnable withdraw; // guarded by this, as is stopped
    private boolean stopped;

    @Activate
    public MysqlUsersModule(BundleContext context) {
        this(directory -> {
            ServiceRegistration<UserDirectory> registered = context.registerService(UserDirectory.class, directory,
                    null);
            return registered::unregister;
        }, randomBytes());
    }

    /**
     * @param offer registers the directory and returns what takes it back
     * @param secret for salts, 32 random bytes
     */
    MysqlUsersModule(Function<UserDirectory, Runnable> offer, byte[] secret) {
        this.offer = offer;
        this.hashing = new PasswordHashing(secret);
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    @Deactivate
    void stop() {
        Runnable last;
        synchronized (this) {
            stopped = true;
            last = withdraw;
            withdraw = null;
        }
        if (last != null) {
            last.run();
        }
    }

    @Override
    public String name() {
        return "MYSQL USERS";
    }

    @Override
    public List<ConfigTable> tables() {
        return TABLES;
    }

    @Override
    public Prepared prepare(Map<String, Rows> rows) {
        AccountsPlan plan = new AccountsPlan(rows.get(MysqlUsersTable.NAME));
        Accounts next = plan.accounts();
        List<Rejection> left = plan.rejections();
        return new Prepared() {
            @Override
            public List<Rejection> rejections() {
                return left;
            }

            @Override
            public void publish() {
                accounts = next;
                offerOnce();
            }
        };
    }

    @Override
    public Map<String, Rows> running() {
        return Map.of(MysqlUsersTable.NAME, accounts.running());
    }

    @Override
    public void variablesChanged(VariableValues now) {
        hashes = now.flag("switchboard-hash_passwords");
    }

    @Override
    public Rows toDisk(String table, Rows rows, OnDisk onDisk) throws ConfigRefusedException {
        return hashes ? hashing.hashed(rows, onDisk) : rows;
    }

    @Override
    public Table statusTable() {
        return Table.MEMORY_METRICS;
    }

    @Override
    public Map<String, Long> statusVariables() {
        return Map.of("Auth_memory", accounts.bytes());
    }

    @Override
    public FrontendAccount frontend(String username) {
        return accounts.frontend(username);
    }

    @Override
    public BackendAccount backend(String username) {
        return accounts.backend(username);
    }

    @Override
    public Collection<FrontendAccount> frontends() {
        return accounts.frontends();
    }

    /** Publications come one at a time; only stopping may come in between. */
    private void offerOnce() {
        synchronized (this) {
            if (stopped || withdraw != null) {
                return;
            }
        }
        Runnable offered = offer.apply(this);
        synchronized (this) {
            if (!stopped) {
                withdraw = offered;
                return;
            }
        }
        offered.run();
    }
}
