package switchboard.admin.command;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigHistory;
import switchboard.api.config.ConfigHistory.Difference;
import switchboard.api.config.ConfigHistory.Listing;
import switchboard.api.config.ConfigHistory.Version;
import switchboard.api.config.ConfigHistory.VersionRow;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.config.Origin;

/**
 * {@code SHOW CONFIG DIFF | HISTORY | VERSION n} and {@code ROLLBACK module TO VERSION n}: ours, not ProxySQL's. Times
 * are UTC.
 */
final class ConfigHistoryCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigHistoryCommand.class);
    private static final String FORMS = "write SHOW CONFIG DIFF [FOR <module>] [BETWEEN <layer> AND <layer>],"
            + " SHOW CONFIG HISTORY [FOR <module>] or SHOW CONFIG VERSION <n>; layers are FILE, DISK, MEMORY, RUNTIME";
    private static final Pattern DIFF = Pattern.compile("SHOW CONFIG DIFF(?: FOR (?!BETWEEN )(.+?))?"
            + "(?: BETWEEN (FILE|DISK|MEMORY|RUNTIME) AND (FILE|DISK|MEMORY|RUNTIME))?");
    private static final Pattern HISTORY = Pattern.compile("SHOW CONFIG HISTORY(?: FOR (.+))?");
    private static final Pattern VERSION = Pattern.compile("SHOW CONFIG VERSION (\\d{1,18})");
    private static final Pattern ROLLBACK = Pattern.compile("ROLLBACK (.+) TO VERSION (\\d{1,18})");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneOffset.UTC);

    private final Services services;

    ConfigHistoryCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        String command = text.toUpperCase(Locale.ROOT);
        Matcher rollback = ROLLBACK.matcher(command);
        if (!rollback.matches() && !command.matches("SHOW CONFIG( .*)?")) {
            return null;
        }
        ConfigEngine engine = services.engine();
        Optional<ConfigHistory> history = engine == null ? Optional.empty() : engine.history();
        if (history.isEmpty()) {
            return Reply.Err.of("the module config-store is stopped; start it with PROXYSQL MODULE START config-store");
        }
        try {
            return rollback.matches()
                    ? rollBack(history.get(), rollback.group(1), Long.parseLong(rollback.group(2)), caller)
                    : show(history.get(), command);
        } catch (ConfigRefusedException refused) {
            return Reply.Err.of(refused.getMessage());
        }
    }

    private static Reply show(ConfigHistory history, String command) throws ConfigRefusedException {
        Matcher form = DIFF.matcher(command);
        if (form.matches()) {
            Layer from = form.group(2) == null ? Layer.RUNTIME : layer(form.group(2));
            Layer to = form.group(3) == null ? Layer.MEMORY : layer(form.group(3));
            return differences(history.differences(form.group(1), from, to));
        }
        form = HISTORY.matcher(command);
        if (form.matches()) {
            return versions(history.versions(form.group(1)));
        }
        form = VERSION.matcher(command);
        return form.matches() ? version(history.version(Long.parseLong(form.group(1)))) : Reply.Err.of(FORMS);
    }

    private static Layer layer(String name) {
        return name.equals("FILE") ? Layer.CONFIG_FILE : Layer.valueOf(name);
    }

    private static Reply rollBack(ConfigHistory history, String module, long version, Caller caller)
            throws ConfigRefusedException {
        LOG.info("Received ROLLBACK {} TO VERSION {} command", module, version);
        ConfigEngine.Outcome outcome = history.rollBack(module, version,
                new Origin(caller.username(), caller.clientHost()));
        caller.warnings(outcome.rejections());
        return new Reply.Ok(outcome.rows(),
                "version " + version + " is in memory and in runtime; SAVE " + module + " TO DISK keeps it");
    }

    private static Reply differences(Listing<Difference> listing) {
        List<Object[]> rows = new ArrayList<>();
        for (Difference one : listing.lines()) {
            rows.add(new Object[]{one.module(), one.table(), word(one.change()), one.key(), one.column(), one.from(),
                    one.to()});
        }
        if (listing.omitted() > 0) {
            rows.add(new Object[]{"", "", "", "and " + listing.omitted() + " lines more", "", null, null});
        }
        return new Reply.Table(List.of("module", "table", "change", "key", "column", "from", "to"), rows);
    }

    private static Reply versions(List<Version> versions) {
        List<Object[]> rows = new ArrayList<>();
        for (Version one : versions) {
            rows.add(new Object[]{String.valueOf(one.number()), one.module(), time(one.at()), one.origin().user(),
                    one.origin().address(), one.checksum(), String.valueOf(one.rows()),
                    String.valueOf(one.changedRows()), one.remark()});
        }
        return new Reply.Table(List.of("version", "module", "time", "user", "address", "checksum", "rows",
                "changed_rows", "remark"), rows);
    }

    private static Reply version(Listing<VersionRow> listing) {
        List<Object[]> rows = new ArrayList<>();
        for (VersionRow one : listing.lines()) {
            rows.add(new Object[]{one.module(), one.table(), word(one.change()), one.key(), one.values()});
        }
        if (listing.omitted() > 0) {
            rows.add(new Object[]{"", "", "", "and " + listing.omitted() + " rows more", ""});
        }
        return new Reply.Table(List.of("module", "table", "change", "key", "values"), rows);
    }

    private static String word(ConfigHistory.Change change) {
        return change == ConfigHistory.Change.KEPT ? "" : change.name().toLowerCase(Locale.ROOT);
    }

    private static String time(Instant at) {
        return TIME.format(at.truncatedTo(ChronoUnit.SECONDS));
    }
}
