package switchboard.admin.command;

import java.util.List;

/** The table of commands, in the order in which ProxySQL tries them. */
public final class Commands {
    private final List<AdminCommand> forAdmins;
    private final List<AdminCommand> forAll;

    public Commands(Services services) {
        forAdmins = List.of(new TruncateDigestCommand(services), new ReadOnlyProbe(services),
                new GlobalChecksumCommand(services),
                new ModuleCommand(services), new ProxysqlCommand(services), new LoadSaveCommand(services),
                new ConfigHistoryCommand(services),
                new ClientProbes());
        forAll = List.of(new FixedAnswers(services), new SetCommand(services),
                new ChecksumCommand(services), new ShowCommand(services));
    }

    /** The answer, or null if the text is SQL. */
    public Reply run(String original, Caller caller) {
        String text = normalise(original);
        if (!caller.statistics()) {
            Reply reply = first(forAdmins, text, original, caller);
            if (reply != null) {
                return reply;
            }
        } else if (startsWith(text, "PRAGMA") || startsWith(text, "ATTACH")) {
            return Reply.Err.of("Command not allowed");
        }
        return first(forAll, text, original, caller);
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

    /** Runs of blanks become one, leading ones and trailing semicolons go. */
    static String normalise(String original) {
        return original.strip().replaceAll("\\s+", " ").replaceAll("[; ]+$", "");
    }

    static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
