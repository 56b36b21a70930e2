/**
 * The tables as typed SQL reaches them: which names there are, rows of computed tables, links to the file's tables.
 *
 * <p>Tables of runtime, stats and monitor, and the links in disk, come into being when a statement first names them:
 * most of them are never asked for, and a start would pay for all.
 */
package switchboard.config.store.typed;
