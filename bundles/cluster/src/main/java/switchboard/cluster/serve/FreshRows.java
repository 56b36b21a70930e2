package switchboard.cluster.serve;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.table.Rows;
import switchboard.cluster.peer.CarriedRows;

/** The rows of the module that a peer hears to have changed. Few rows only: all that wait get them at once. */
public final class FreshRows {
    private static final int MOST_ROWS = 1000;
    private static final int MOST_CHARACTERS = 256 << 10;
    private static final String SERVERS = "mysql_servers";
    private static final String SERVERS_V2 = "mysql_servers_v2";

    private final Supplier<LoadedModules> modules;
    private final Supplier<List<ModuleChecksum>> checksums;
    private final BooleanSupplier interfaces;
    private volatile Told told; // last; null if nothing was

    /** What to tell. */
    record News(List<ModuleChecksum> checksums, CarriedRows rows) {
    }

    private record Told(long loads, List<ModuleChecksum> checksums, CarriedRows rows) {
    }

    /**
     * @param modules null while nobody knows them
     * @param checksums of this node, by name; empty while nobody computes them
     * @param interfaces whether a node's own addresses count
     */
    public FreshRows(Supplier<LoadedModules> modules, Supplier<List<ModuleChecksum>> checksums,
            BooleanSupplier interfaces) {
        this.modules = modules;
        this.checksums = checksums;
        this.interfaces = interfaces;
    }

    List<ModuleChecksum> checksums() {
        return checksums.get();
    }

    /** The checksums now, and the rows of one module whose checksum was another one, if they are few. */
    News since(List<ModuleChecksum> before) {
        LoadedModules known = modules.get();
        List<ModuleChecksum> now = checksums.get();
        String name = changed(before, now);
        if (known == null || name.isEmpty()) {
            return new News(now, CarriedRows.NONE);
        }
        Optional<LoadedModule> module = known.loaded(command(name));
        return new News(now, module.isEmpty() || count(module.get()) > MOST_ROWS
                ? CarriedRows.NONE
                : rows(name, module.get().loads(), now, known));
    }

    /** Many peers hear the same. */
    private CarriedRows rows(String name, long loads, List<ModuleChecksum> now, LoadedModules known) {
        Told last = told;
        if (last != null && last.loads == loads && last.rows.isOf(name) && last.checksums.equals(now)) {
            return last.rows;
        }
        Rows rows = WholeRows.of(name, name.equals(SERVERS_V2), interfaces.getAsBoolean(), known);
        boolean same = known.loaded(command(name)).filter(each -> each.loads() == loads).isPresent();
        CarriedRows carried = rows != null && same && isSmall(rows) ? new CarriedRows(name, rows) : CarriedRows.NONE;
        told = new Told(loads, now, carried);
        return carried;
    }

    /** The first one; of MYSQL SERVERS what was loaded, since what runs comes with it. */
    private static String changed(List<ModuleChecksum> before, List<ModuleChecksum> now) {
        Map<String, String> sums = new HashMap<>();
        before.forEach(each -> sums.put(each.name(), each.checksum()));
        for (ModuleChecksum each : now) {
            String last = sums.get(each.name());
            if (last != null && !last.equals(each.checksum()) && !each.name().equals(SERVERS)) {
                return each.name();
            }
        }
        return "";
    }

    private static String command(String name) {
        return (name.equals(SERVERS_V2) ? SERVERS : name).replace('_', ' ').toUpperCase(Locale.ROOT);
    }

    private static long count(LoadedModule module) {
        return module.tables().stream().mapToLong(table -> table.loaded().size()).sum();
    }

    private static boolean isSmall(Rows rows) {
        long characters = 0;
        for (String[] row : rows.values()) {
            for (String value : row) {
                characters += value == null ? 0 : value.length();
            }
        }
        return characters <= MOST_CHARACTERS;
    }
}
