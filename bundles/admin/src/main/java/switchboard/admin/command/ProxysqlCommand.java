package switchboard.admin.command;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;

/** {@code PROXYSQL ...}: READONLY, READWRITE, SHUTDOWN [SLOW], KILL, START. */
final class ProxysqlCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ProxysqlCommand.class);

    private final Services services;

    ProxysqlCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        String command = text.toUpperCase(Locale.ROOT);
        return switch (command) {
            case "PROXYSQL READONLY" -> readOnly(true);
            case "PROXYSQL READWRITE" -> readOnly(false);
            case "PROXYSQL SHUTDOWN SLOW" -> shutdown(command, true);
            case "PROXYSQL SHUTDOWN", "PROXYSQL KILL" -> shutdown(command, false);
            case "PROXYSQL START" -> Reply.Err.of("ProxySQL already started");
            default -> null;
        };
    }

    private Reply shutdown(String command, boolean inOrder) {
        LOG.info("Received {} command", command);
        services.shutdown().accept(inOrder);
        return Reply.OK;
    }

    /** The variable's new value is put in force by the way that every variable takes. */
    private Reply readOnly(boolean on) {
        try (var connection = services.database().get().connect(switchboard.api.table.AdminDatabase.Role.ADMIN);
                var update = connection.prepareStatement(
                        "UPDATE main.global_variables SET variable_value = ? WHERE variable_name = 'admin-read_only'")) {
            update.setString(1, String.valueOf(on));
            update.executeUpdate();
            services.engine().get().copy("ADMIN VARIABLES", Layer.MEMORY, Layer.RUNTIME);
            return Reply.OK;
        } catch (java.sql.SQLException | ConfigRefusedException failed) {
            return Reply.Err.of(failed.getMessage());
        }
    }
}
