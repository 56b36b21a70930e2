package switchboard.modules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import switchboard.api.modules.ModuleException;
import switchboard.api.modules.ModuleInfo;

/**
 * Make before break: the new bundle is installed beside the old one and started; when it works, the old one is retired. A
 * new one that doesn't work is taken out again, the old one never having stopped.
 */
final class Replacement {
    static final String LOCATION = "switchboard-module:";
    /** A bundle's header: {@code at-start} if only a restart can put another one in its place. */
    private static final String REPLACE_HEADER = "Switchboard-Replace";

    private final BundleContext context;
    private final Readiness readiness;
    private final Journal journal;
    private final Retirement retirement;
    private final Limits limits;
    private final AtomicLong installed = new AtomicLong();

    Replacement(BundleContext context, Readiness readiness, Journal journal, Retirement retirement, Limits limits) {
        this.context = context;
        this.readiness = readiness;
        this.journal = journal;
        this.retirement = retirement;
        this.limits = limits;
    }

    /** Whether a bundle was made of just this file with just this content. */
    static boolean isOf(Bundle bundle, BundleJar jar) {
        return bundle.getLocation().startsWith(LOCATION + jar.origin());
    }

    /** Why a bundle can't go while the process works, or null. */
    static String staysBecause(Bundle bundle) {
        if (bundle.getHeaders().get(Constants.EXPORT_PACKAGE) != null) {
            return " is a library that others are wired to";
        }
        return bundle.getHeaders().get(REPLACE_HEADER) != null ? " is what the other modules stand on" : null;
    }

    /**
     * @param old the bundle to replace, or null
     * @return the new one, running
     */
    Bundle run(BundleJar jar, Bundle old) throws ModuleException {
        String stays = old == null ? null : staysBecause(old);
        if (stays != null) {
            throw new ModuleException(
                    jar.module() + stays + "; put the jar into bundles/ in the place of the old one and restart");
        }
        Set<String> owed = old == null ? Set.of() : readiness.contracts(old);
        Bundle next = install(jar);
        Starting starting = new Starting(next);
        String missing = starting.await(limits.ready());
        if (missing == null) {
            missing = readiness.await(next, owed, limits.ready());
        }
        if (missing != null) {
            starting.afterwards(() -> retirement.takeOut(next));
            throw new ModuleException(jar.path().getFileName() + " is not taken: " + missing + goesOn(old));
        }
        journal.entered(next.getBundleId(), ModuleInfo.State.ACTIVE);
        if (old != null) {
            retirement.retire(old);
        }
        return next;
    }

    private Bundle install(BundleJar jar) throws ModuleException {
        try (InputStream content = Files.newInputStream(jar.path())) {
            Bundle next = context.installBundle(LOCATION + jar.origin() + installed.incrementAndGet(), content);
            if (!jar.symbolicName().equals(next.getSymbolicName()) || !jar.version().equals(next.getVersion())) {
                retirement.takeOut(next);
                throw new ModuleException(jar.path().getFileName() + " is not taken: it changed while it was read");
            }
            return next;
        } catch (IOException | BundleException broken) {
            throw new ModuleException(jar.path().getFileName() + " is not taken: " + Starting.reason(broken), broken);
        }
    }

    private static String goesOn(Bundle old) {
        return old == null || old.getState() != Bundle.ACTIVE ? "" : "; version " + old.getVersion() + " goes on";
    }

    /** Names of contracts, for a text. */
    static String named(Set<String> contracts) {
        Set<String> names = new TreeSet<>();
        contracts.forEach(contract -> names.add(contract.substring(contract.lastIndexOf('.') + 1)));
        return String.join(", ", names);
    }
}
