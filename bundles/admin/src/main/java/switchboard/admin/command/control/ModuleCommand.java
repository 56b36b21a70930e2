package switchboard.admin.command.control;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.CommandText;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.api.modules.ModuleControl;
import switchboard.api.modules.ModuleException;
import switchboard.api.modules.ModuleInfo;

/** {@code PROXYSQL MODULE LIST | START name | STOP name | REPLACE jar}: ours, not ProxySQL's. */
public final class ModuleCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ModuleCommand.class);
    private static final Pattern FORM = Pattern.compile("(?i)PROXYSQL MODULE (LIST|START|STOP|REPLACE)(?: (.+))?");

    private final Services services;

    public ModuleCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return CommandText.startsWith(text, "PROXYSQL MODULE")
                    ? Reply.Err.of("write PROXYSQL MODULE LIST, START <name>, STOP <name> or REPLACE <path of a jar>")
                    : null;
        }
        ModuleControl control = services.modules();
        if (control == null) {
            return Reply.Err.of("the module modules is not running: bundles can't be changed");
        }
        String verb = form.group(1).toUpperCase(java.util.Locale.ROOT);
        String argument = form.group(2) == null ? "" : form.group(2).replaceAll("^['\"]|['\"]$", "");
        if (verb.equals("LIST")) {
            return list(control);
        }
        if (argument.isEmpty()) {
            return Reply.Err.of("PROXYSQL MODULE " + verb + " wants " + (verb.equals("REPLACE") ? "a jar" : "a name"));
        }
        if (verb.equals("STOP") && argument.equals("admin")) {
            return Reply.Err
                    .of("the module admin answers this connection: stopped, it could not be started again from here");
        }
        LOG.info("Received PROXYSQL MODULE {} {} command", verb, argument);
        try {
            switch (verb) {
                case "START" -> control.start(argument);
                case "STOP" -> control.stop(argument);
                default -> {
                    ModuleInfo now = control.replace(Path.of(argument));
                    return new Reply.Ok(0, now.name() + " " + now.version() + " is running");
                }
            }
            return Reply.OK;
        } catch (ModuleException | InvalidPathException failed) {
            return Reply.Err.of(failed.getMessage());
        }
    }

    private static Reply list(ModuleControl control) {
        List<Object[]> rows = new ArrayList<>();
        for (ModuleInfo module : control.list()) {
            rows.add(new Object[]{module.name(), module.version(), module.state().name(), module.since().toString(),
                    module.reason()});
        }
        return new Reply.Table(List.of("name", "version", "state", "since", "reason"), rows);
    }
}
