package switchboard.admin.command.probe;

import java.util.List;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.CommandText;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;

/** {@code SHOW GLOBAL VARIABLES LIKE 'read_only'} and {@code SELECT @@global.read_only}: how monitors see us. */
public final class ReadOnlyProbe implements AdminCommand {
    private final Services services;

    public ReadOnlyProbe(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        boolean readOnly = services.variables() != null && services.variables().flag("admin-read_only");
        if (CommandText.startsWith(text, "SHOW GLOBAL VARIABLES LIKE 'read_only'")) {
            return new Reply.Table(List.of("Variable_name", "Value"),
                    List.<Object[]>of(new Object[]{"read_only", readOnly ? "ON" : "OFF"}));
        }
        return CommandText.startsWith(text, "SELECT @@global.read_only")
                ? Reply.Table.one("@@global.read_only", readOnly ? "1" : "0")
                : null;
    }
}
