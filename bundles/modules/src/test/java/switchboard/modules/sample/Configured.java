package switchboard.modules.sample;

import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigPart;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.ConfigTable;
import switchboard.api.table.Rows;

/** A component that works when its rows are published. */
public final class Configured implements ConfigPart {
    @Override
    public List<ConfigTable> tables() {
        return List.of();
    }

    @Override
    public Prepared prepare(Map<String, Rows> rows) throws ConfigRefusedException {
        throw new ConfigRefusedException("it has no tables");
    }

    @Override
    public Map<String, Rows> running() {
        return Map.of();
    }
}
