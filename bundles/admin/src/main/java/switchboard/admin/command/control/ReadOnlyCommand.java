package switchboard.admin.command.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.admin.command.Stopped;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.AdminDatabase;

/** {@code PROXYSQL READONLY}, {@code PROXYSQL READWRITE}: admin-read_only in main and runtime, no other variable. */
public final class ReadOnlyCommand implements AdminCommand {
    private static final String VARIABLE = "admin-read_only";

    private final Services services;
    private final boolean readOnly;

    public ReadOnlyCommand(Services services, boolean readOnly) {
        this.services = services;
        this.readOnly = readOnly;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        AdminDatabase database = services.database();
        ConfigEngine engine = services.engine();
        if (database == null || engine == null) {
            return Reply.Err.of(Stopped.STORE);
        }
        try (Connection connection = database.connect(AdminDatabase.Role.ADMIN);
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE main.global_variables SET variable_value = ? WHERE variable_name = '" + VARIABLE
                                + "'")) {
            update.setString(1, String.valueOf(readOnly));
            update.executeUpdate();
            engine.load("ADMIN VARIABLES",
                    new ConfigEngine.Selection("global_variables", "variable_name", VARIABLE));
            return Reply.OK;
        } catch (SQLException | ConfigRefusedException failed) {
            return Reply.Err.of(failed.getMessage());
        }
    }
}
