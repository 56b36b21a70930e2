package switchboard.global.variables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;

/**
 * What a LOAD of variables does: the values then in force, the rows that are not taken, and remarks for the log.
 *
 * <p>Texts of reasons are ProxySQL's (2.7.1, LOAD ... VARIABLES TO RUNTIME), names in them without their prefix.
 */
record VariablesPlan(Map<String, String> values, List<Rejection> rejections, List<String> remarks) {
    /** The table of all variables. */
    static final String TABLE = "global_variables";
    /** Its columns. */
    static final List<String> COLUMNS = List.of("variable_name", "variable_value");

    /**
     * @param current the module's values in force
     * @param restartFixed true when variables that need a restart keep their value
     */
    static VariablesPlan of(Definitions definitions, Map<String, String> current, boolean restartFixed, Rows rows) {
        VariablesPlan plan = new VariablesPlan(new TreeMap<>(current), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < rows.size(); i++) {
            String[] row = {rows.row(i).text("variable_name"), rows.row(i).text("variable_value", "")};
            VariableDefinition variable = definitions.find(row[0]);
            if (variable == null) {
                plan.rejections.add(new Rejection(TABLE, row, null, unknown(row)));
            } else {
                plan.offer(variable, row, current.get(variable.name()), restartFixed);
            }
        }
        CharsetRule.apply(current, plan);
        ChecksumRule.apply(plan);
        return plan;
    }

    private void offer(VariableDefinition variable, String[] row, String current, boolean restartFixed) {
        String value = accepted(variable, row[1], current);
        boolean fixed = variable.is(VariableFlag.READ_ONLY) || restartFixed && variable.is(VariableFlag.RESTART);
        if (value == null || fixed && !value.equals(current)) {
            rejections
                    .add(new Rejection(TABLE, row, new String[]{row[0], current}, refused(variable, row[1], current)));
            return;
        }
        values.put(variable.name(), value);
        if (variable.type() == VariableType.INTERVAL && VariableType.leadingNumber(row[1]) != Long.parseLong(value)) {
            remarks.add("Variable '%s' rounded to interval '%s'".formatted(variable.shortName(), value));
        }
    }

    private static String accepted(VariableDefinition variable, String text, String current) {
        if (text.equals(VariableType.NULL) && variable.is(VariableFlag.NULLABLE)) {
            return variable.unset();
        }
        if (text.isEmpty() && variable.is(VariableFlag.KEPT_IF_EMPTY)) {
            return current;
        }
        if (text.isEmpty() && variable.is(VariableFlag.FILLED)) {
            return null;
        }
        if (variable.name().equals("mysql-server_version") && text.equals("5.1.30")) {
            return "5.5.30"; // the client library's own default, which old clients cannot handle
        }
        return variable.type().read(variable, text, current);
    }

    private static String refused(VariableDefinition variable, String text, String current) {
        String kind = variable.is(VariableFlag.READ_ONLY) ? "read-only variable" : "variable";
        return "Impossible to set %s %s with value \"%s\". Resetting to current \"%s\".".formatted(kind,
                variable.shortName(), variable.shown(text), variable.shown(current));
    }

    private static String unknown(String[] row) {
        String name = row[0].substring(row[0].indexOf('-') + 1);
        return ("Impossible to set not existing variable %s with value \"%s\". Deleting. If the variable name is "
                + "correct, this version doesn't support it").formatted(name, row[1]);
    }
}
