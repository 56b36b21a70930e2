package switchboard.admin.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import switchboard.admin.command.config.ConfigFileCommand;
import switchboard.admin.command.config.LoadSaveCommand;
import switchboard.admin.command.config.LoadUserCommand;
import switchboard.admin.command.config.WriteConfigCommand;
import switchboard.admin.command.control.ModuleCommand;
import switchboard.admin.command.control.PauseCommand;
import switchboard.admin.command.control.ReadOnlyCommand;
import switchboard.admin.command.control.ResumeCommand;
import switchboard.admin.command.control.ShutdownCommand;
import switchboard.admin.command.control.StartCommand;
import switchboard.admin.command.control.StopCommand;
import switchboard.admin.command.probe.FixedAnswers;
import switchboard.admin.command.probe.InformationSchemaProbe;
import switchboard.admin.command.probe.NothingDone;
import switchboard.admin.command.probe.OtherSchemasProbe;
import switchboard.admin.command.probe.ReadOnlyProbe;
import switchboard.admin.command.probe.SeveralAnswers;
import switchboard.admin.command.probe.TimeZoneProbe;
import switchboard.admin.command.route.ExplainRouteCommand;
import switchboard.admin.command.show.ShowCharsets;
import switchboard.admin.command.show.ShowCreateTable;
import switchboard.admin.command.show.ShowDatabases;
import switchboard.admin.command.show.ShowFields;
import switchboard.admin.command.show.ShowFixed;
import switchboard.admin.command.show.ShowGrants;
import switchboard.admin.command.show.ShowKeys;
import switchboard.admin.command.show.ShowNothing;
import switchboard.admin.command.show.ShowStatus;
import switchboard.admin.command.show.ShowTableStatus;
import switchboard.admin.command.show.ShowTables;
import switchboard.admin.command.show.ShowVariables;
import switchboard.admin.command.show.ShowWarnings;

/** The table of commands: those of one fixed text by it, then the families in the order in which ProxySQL tries them. */
public final class Commands {
    private final Map<String, AdminCommand> texts;
    private final List<AdminCommand> forAdmins;
    private final List<AdminCommand> forAll;

    public Commands(Services services) {
        texts = Map.ofEntries(
                Map.entry("PROXYSQL READONLY", new ReadOnlyCommand(services, true)),
                Map.entry("PROXYSQL READWRITE", new ReadOnlyCommand(services, false)),
                Map.entry("PROXYSQL START", new StartCommand(services)),
                Map.entry("PROXYSQL STOP", new StopCommand(services)),
                Map.entry("PROXYSQL PAUSE", new PauseCommand(services)),
                Map.entry("PROXYSQL RESUME", new ResumeCommand(services)),
                Map.entry("PROXYSQL SHUTDOWN", new ShutdownCommand(services, false)),
                Map.entry("PROXYSQL KILL", new ShutdownCommand(services, false)),
                Map.entry("PROXYSQL SHUTDOWN SLOW", new ShutdownCommand(services, true)),
                Map.entry("SELECT CONFIG FILE", new ConfigFileCommand(services)));
        forAdmins = List.of(
                new ContributedStatements(services),
                new LogEntryCommand(),
                new ContributedCommand(services),
                new TruncateDigestCommand(services),
                new PullVersionCommand(services),
                new GlobalChecksumCommand(services),
                new ModuleCommand(services),
                new LoadUserCommand(services),
                new WriteConfigCommand(services),
                new LoadSaveCommand(services),
                new ConfigHistoryCommand(services),
                new ExplainRouteCommand(services),
                new KillCommand(services),
                NothingDone.forAdmins(),
                new ShowTableStatus(services),
                new ShowFields(services));
        forAll = List.of(
                new ReadOnlyProbe(services),
                NothingDone.forAll(),
                new SeveralAnswers(services),
                new FixedAnswers(services),
                new TimeZoneProbe(),
                new InformationSchemaProbe(services),
                new OtherSchemasProbe(),
                new SetCommand(services),
                new ChecksumCommand(services),
                new ShowWarnings(),
                new ShowCharsets(),
                new ShowDatabases(services),
                new ShowTables(services),
                new ShowCreateTable(services),
                new ShowVariables(services),
                new ShowFixed(services),
                new ShowStatus(services),
                new ShowGrants(),
                new ShowKeys(services),
                new ShowNothing());
    }

    /** The answer, or null if the text is SQL. */
    public Reply run(String typed, Caller caller) {
        String original = CommandText.withoutComments(typed);
        String text = CommandText.normalise(original);
        if (caller.statistics()) {
            return CommandText.startsWith(text, "PRAGMA") || CommandText.startsWith(text, "ATTACH")
                    ? Reply.Err.of("Command not allowed")
                    : first(forAll, text, original, caller);
        }
        AdminCommand fixed = texts.get(text.toUpperCase(Locale.ROOT));
        if (fixed != null) {
            return fixed.run(text, original, caller);
        }
        Reply reply = first(forAdmins, text, original, caller);
        return reply != null ? reply : first(forAll, text, original, caller);
    }

    private static Reply first(List<AdminCommand> commands, String text, String original, Caller caller) {
        for (AdminCommand command : commands) {
            Reply reply = command.run(text, original, caller);
            if (reply != null) {
                return reply;
            }
        }
        return null;
    }
}
