package switchboard.global.variables;

/** What is special about a variable. */
enum VariableFlag {
    /** The empty text is refused. */
    FILLED,
    /** The empty text leaves the value as it is. */
    KEPT_IF_EMPTY,
    /** The text {@code (null)} means "unset". */
    NULLABLE,
    /** Keeps its first value until the process is started again. */
    RESTART,
    /** No value but its own is taken. */
    READ_ONLY,
    /** Its value is never written to a log. */
    SECRET
}
