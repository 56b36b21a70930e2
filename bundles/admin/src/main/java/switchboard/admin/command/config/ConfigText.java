package switchboard.admin.command.config;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import switchboard.admin.command.Services;
import switchboard.admin.command.Stopped;
import switchboard.api.config.ConfigFile;
import switchboard.api.config.ConfigFile.SectionRows;
import switchboard.api.config.ConfigPart;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.ConfigTable;
import switchboard.api.table.AdminDatabase;
import switchboard.api.table.Rows;

/** The configuration of main as the text of a config file: groups of settings first, then the tables. */
final class ConfigText {
    private final Services services;

    ConfigText(Services services) {
        this.services = services;
    }

    @SuppressWarnings("try") // the snapshot is held, not used
    String write() throws ConfigRefusedException {
        ConfigFile writer = services.configFile();
        AdminDatabase database = services.database();
        if (writer == null || database == null) {
            throw new ConfigRefusedException(database == null ? Stopped.STORE : Stopped.message("config-file"));
        }
        List<ConfigTable> tables = new ArrayList<>();
        for (ConfigPart part : services.configParts()) {
            part.tables().stream().filter(table -> table.section() != null).forEach(tables::add);
        }
        tables.sort((one, other) -> Boolean.compare(other.section().settings(), one.section().settings()));
        List<SectionRows> sections = new ArrayList<>();
        try (Connection connection = database.connect(AdminDatabase.Role.ADMIN);
                AdminDatabase.Filled snapshot = database.fill(names(tables), connection)) {
            for (ConfigTable table : tables) { // all sections as they stood at one moment
                sections.add(new SectionRows(table.section(), table.rowPrefix(), rows(connection, table)));
            }
        } catch (SQLException failed) {
            throw new ConfigRefusedException("Cannot extract configuration: " + failed.getMessage(), failed);
        }
        return writer.write(sections);
    }

    private static Set<String> names(List<ConfigTable> tables) {
        return tables.stream().map(table -> "main." + table.name()).collect(Collectors.toSet());
    }

    private static Rows rows(Connection connection, ConfigTable table) throws SQLException {
        String sql = "SELECT * FROM main.\"" + table.name() + "\" ORDER BY " + table.orderBy();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                columns.add(result.getMetaData().getColumnName(i));
            }
            List<String[]> values = new ArrayList<>();
            while (result.next()) {
                String[] row = new String[columns.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = result.getString(i + 1);
                }
                if (table.rowPrefix() == null || row[0].startsWith(table.rowPrefix())) {
                    values.add(row);
                }
            }
            return new Rows(columns, values);
        }
    }
}
