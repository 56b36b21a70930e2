package switchboard.global.variables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;

/** The rows of {@code global_variables} with one prefix. */
abstract class VariablesModule implements ConfigModule {
    private static final Logger LOG = LoggerFactory.getLogger(VariablesModule.class);
    private static final TableDefinition TABLE = new TableDefinition(VariablesPlan.TABLE, """
            CREATE TABLE global_variables (
                variable_name VARCHAR NOT NULL PRIMARY KEY,
                variable_value VARCHAR NOT NULL)""");

    private final String name;
    private final String prefix;
    private final List<ConfigTable> tables;
    private final VariablesInForce inForce;

    /**
     * @param prefix of the variables' names, with the hyphen
     * @param section of the config file, or null if these variables have none
     */
    VariablesModule(String name, String prefix, String section, VariablesInForce inForce) {
        this.name = name;
        this.prefix = prefix;
        this.inForce = inForce;
        FileSection inFile = section == null ? null : new FileSection(section, true, Map.of(), List.of());
        this.tables = List.of(new ConfigTable(TABLE, "variable_name", prefix, inFile));
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<ConfigTable> tables() {
        return tables;
    }

    @Override
    public final Prepared prepare(Map<String, Rows> rows) {
        VariablesPlan plan = VariablesPlan.of(inForce.definitions(), inForce.of(prefix), inForce.isFixed(prefix),
                rows.getOrDefault(VariablesPlan.TABLE, new Rows(VariablesPlan.COLUMNS, List.of())));
        return new Prepared() {
            @Override
            public List<Rejection> rejections() {
                return plan.rejections();
            }

            @Override
            public void publish() {
                plan.remarks().forEach(LOG::warn);
                inForce.publish(prefix, plan.values());
            }
        };
    }

    @Override
    public final Map<String, Rows> running() {
        List<String[]> rows = new ArrayList<>();
        inForce.of(prefix).forEach((variable, value) -> rows.add(new String[]{variable, value}));
        return Map.of(VariablesPlan.TABLE, new Rows(VariablesPlan.COLUMNS, rows));
    }
}
