package switchboard.cluster.serve;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import switchboard.api.admin.AdminStatements.Answer;
import switchboard.api.config.LoadedModules;
import switchboard.api.table.Rows;
import switchboard.cluster.pull.NodeVariables;
import switchboard.cluster.pull.PullQueries;
import switchboard.cluster.pull.PullQuery;
import switchboard.cluster.pull.WholeModule;

/** Answers for all tables of a module at once: the same rows as its single statements. */
final class WholeRows {
    private static final int WORDS = 5;
    private static final String YES = "1";

    private WholeRows() {
    }

    /** @return null if it is no such question, or the module is not there */
    static Answer answer(String text, LoadedModules modules) {
        String[] words = text.split(" ");
        if (words.length != WORDS || modules == null || !WholeModule.isFor(words[2])) {
            return null;
        }
        Rows rows = of(words[2], words[3].equals(YES), words[4].equals(YES), modules);
        return rows == null ? null : new Answer.Table(rows.columns(), rows.values());
    }

    /** All tables of a module together; null if it is not there, or not asked for by statements of a pull. */
    static Rows of(String name, boolean running, boolean interfaces, LoadedModules modules) {
        Map<String, Rows> tables = new LinkedHashMap<>();
        for (PullQuery query : PullQueries.ofOurs(PullQueries.of(name, running, interfaces))) {
            Rows rows = name.endsWith("_variables")
                    ? variables(name, interfaces, modules)
                    : rows(SnapshotRows.answer(query.sql(), modules));
            if (rows == null) {
                return null;
            }
            tables.put(query.table(), rows);
        }
        return tables.isEmpty() ? null : WholeModule.together(tables);
    }

    private static Rows rows(Answer answer) {
        return answer instanceof Answer.Table table ? new Rows(table.columns(), table.rows()) : null;
    }

    private static Rows variables(String name, boolean interfaces, LoadedModules modules) {
        return modules.loaded(name.replace('_', ' ').toUpperCase(Locale.ROOT))
                .map(module -> NodeVariables.sent(name, interfaces, module.tables().getFirst().running().get()))
                .orElse(null);
    }
}
