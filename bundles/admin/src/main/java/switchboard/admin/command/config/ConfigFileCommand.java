package switchboard.admin.command.config;

import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.api.config.ConfigRefusedException;

/**
 * {@code SELECT CONFIG FILE}: the configuration of main as one text. ProxySQL answers it to statistics logins too; the
 * text holds every password, so here only administrators get it.
 */
public final class ConfigFileCommand implements AdminCommand {
    private final ConfigText config;

    public ConfigFileCommand(Services services) {
        this.config = new ConfigText(services);
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        try {
            return Reply.Table.one("Data", config.write());
        } catch (ConfigRefusedException refused) {
            return Reply.Err.of(refused.getMessage());
        }
    }
}
