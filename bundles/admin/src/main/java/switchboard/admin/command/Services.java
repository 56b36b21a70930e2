package switchboard.admin.command;

import java.util.function.Supplier;
import switchboard.api.checksum.Checksums;
import switchboard.api.config.ConfigEngine;
import switchboard.api.modules.ModuleControl;
import switchboard.api.table.AdminDatabase;
import switchboard.api.variables.VariableValues;

/**
 * What commands work on; a supplier gives null while the module is stopped.
 *
 * @param shutdown ends the process: true in order, false at once
 */
public record Services(Supplier<AdminDatabase> database, Supplier<ConfigEngine> engine,
        Supplier<ModuleControl> modules, Supplier<VariableValues> variables,
        Supplier<Checksums> checksums,
        java.util.function.Consumer<Boolean> shutdown,
        String version) {
}
