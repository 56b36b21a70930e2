package switchboard.admin.command.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.admin.command.Stopped;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigRefusedException;

/** {@code LOAD MYSQL USER name TO RUNTIME}: this account as memory has it, all others as they run. */
public final class LoadUserCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(LoadUserCommand.class);
    private static final Pattern FORM = Pattern.compile("(?i)LOAD MYSQL USER (.*) TO RUNTIME");
    private static final Pattern NAME = Pattern.compile("[-a-zA-Z0-9+_]+");
    private static final String MODULE = "MYSQL USERS";

    private final Services services;

    public LoadUserCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        String name = form.group(1);
        if (!NAME.matcher(name).matches()) {
            return Reply.Err.of("Invalid name " + name);
        }
        ConfigEngine engine = services.engine();
        if (engine == null) {
            return Reply.Err.of(Stopped.STORE);
        }
        if (!engine.modules().contains(MODULE)) {
            return Reply.Err.of(Stopped.module(MODULE, services).orElse(Stopped.STORE));
        }
        LOG.info("Received {} command", text);
        try {
            ConfigEngine.Outcome outcome = engine.load(MODULE,
                    new ConfigEngine.Selection("mysql_users", "username", name));
            caller.warnings(outcome.rejections());
            return new Reply.Ok(0, LoadSaveCommand.refusals(outcome));
        } catch (ConfigRefusedException refused) {
            return Reply.Err.of(refused.getMessage());
        }
    }
}
