package switchboard.config.store;

import switchboard.api.config.ConfigExtension;
import switchboard.api.config.ConfigTable;

/** Tables that another bundle adds to a module. */
final class FakeExtension extends FakeModule implements ConfigExtension {
    private final String module;

    FakeExtension(String module, ConfigTable... tables) {
        super(module, tables);
        this.module = module;
    }

    @Override
    public String module() {
        return module;
    }
}
