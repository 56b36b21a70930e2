package switchboard.admin.command.config;

import java.util.Locale;
import java.util.Map;
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
import switchboard.api.config.Layer;
import switchboard.api.config.Origin;

/** LOAD and SAVE of every module, in all spellings (ProxySQL 2.7, admin commands 4.1). */
public final class LoadSaveCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(LoadSaveCommand.class);
    private static final Pattern FORM = Pattern.compile("(LOAD|SAVE) (.+) (TO|FROM) (\\w+)");

    private record Way(Layer from, Layer to) {
    }

    private static final Way TO_MEMORY = new Way(Layer.DISK, Layer.MEMORY);
    private static final Way TO_DISK = new Way(Layer.MEMORY, Layer.DISK);
    private static final Way TO_RUNTIME = new Way(Layer.MEMORY, Layer.RUNTIME);
    private static final Way FROM_RUNTIME = new Way(Layer.RUNTIME, Layer.MEMORY);
    private static final Map<String, Way> WAYS = Map.ofEntries(Map.entry("LOAD TO MEMORY", TO_MEMORY),
            Map.entry("LOAD TO MEM", TO_MEMORY), Map.entry("LOAD FROM DISK", TO_MEMORY),
            Map.entry("SAVE FROM MEMORY", TO_DISK), Map.entry("SAVE FROM MEM", TO_DISK),
            Map.entry("SAVE TO DISK", TO_DISK), Map.entry("LOAD FROM MEMORY", TO_RUNTIME),
            Map.entry("LOAD FROM MEM", TO_RUNTIME), Map.entry("LOAD TO RUNTIME", TO_RUNTIME),
            Map.entry("LOAD TO RUN", TO_RUNTIME), Map.entry("SAVE TO MEMORY", FROM_RUNTIME),
            Map.entry("SAVE TO MEM", FROM_RUNTIME), Map.entry("SAVE FROM RUNTIME", FROM_RUNTIME),
            Map.entry("SAVE FROM RUN", FROM_RUNTIME),
            Map.entry("LOAD FROM CONFIG", new Way(Layer.CONFIG_FILE, Layer.MEMORY)));

    private final Services services;

    public LoadSaveCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text.toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            return null;
        }
        Way way = WAYS.get(form.group(1) + " " + form.group(3) + " " + form.group(4));
        if (way == null) {
            return null;
        }
        String module = form.group(2);
        ConfigEngine engine = services.engine();
        if (engine == null) {
            return Reply.Err.of(Stopped.STORE);
        }
        if (!engine.modules().contains(module)) {
            return unknown(module, form.group(1));
        }
        LOG.info("Received {} command", text.toUpperCase(Locale.ROOT));
        try {
            ConfigEngine.Outcome outcome = engine.copy(module, way.from(), way.to(),
                    new Origin(caller.username(), caller.clientHost()));
            caller.warnings(outcome.rejections());
            return new Reply.Ok(way.from() == Layer.CONFIG_FILE ? outcome.rows() : 0, refusals(outcome));
        } catch (ConfigRefusedException refused) {
            LOG.warn("{} refused: {}", text.toUpperCase(Locale.ROOT), refused.getMessage());
            return Reply.Err.of(refused.getMessage());
        }
    }

    /** The OK itself says when there is something to read in SHOW WARNINGS. */
    static String refusals(ConfigEngine.Outcome outcome) {
        int count = outcome.rejections().size();
        return count == 0 ? "" : count + (count == 1 ? " row was" : " rows were") + " not taken: see SHOW WARNINGS";
    }

    /** A module that is not there answers why; any other word is a syntax error, as in ProxySQL. */
    private Reply unknown(String module, String verb) {
        return Reply.Err.of(Stopped.module(module, services).orElse("near \"" + verb + "\": syntax error"));
    }
}
