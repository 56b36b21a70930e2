/**
 * The variables: what they are called, which values they take, and which are in force.
 *
 * <p>Tables: {@code global_variables}, shared by the modules "MYSQL VARIABLES", "ADMIN VARIABLES", "SQLITESERVER
 * VARIABLES" and our own "SWITCHBOARD VARIABLES", each with the rows of its prefix. A variable is one line of {@code
 * definitions.tsv}: a new one is a line there. Services out: those four {@code ConfigModule}s, and {@code
 * stats.global_variables}. Services in: {@code
 * VariablesListener}, called as soon as all four modules have their first rows, and on each change.
 *
 * <p>A row that is missing in main leaves its variable as it is; a value that is refused is set back in main, an
 * unknown name is deleted there (ProxySQL 2.7, LOAD MYSQL VARIABLES TO RUNTIME). A few values are changed on their way
 * to runtime and stay in main as typed, as in ProxySQL: {@code 8abc} runs as 8, {@code 1} as true.
 *
 * <p>What outlives a replacement of this bundle:
 * <ul>
 * <li>values: read again from main; until all four modules have published, the old bundle's are in force, afterwards it
 * calls nobody any more;
 * <li>variables that need a restart: the old bundle tells the new one their values in force ({@link
 * switchboard.global.variables.OtherInstance}), so that a replacement does not change them.
 * </ul>
 */
package switchboard.global.variables;
