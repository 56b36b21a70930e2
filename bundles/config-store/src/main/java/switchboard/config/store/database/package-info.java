/**
 * The two H2 databases: one in memory (main, stats, monitor, links to the other), one in a file (disk, stats_history).
 *
 * <p>The file's database may break (a full disk closes it, H2 90028) without the other noticing; it is opened again at
 * its next use. Its owner has no password, since whoever can read the file needs none; the file's mode is 0600. Users
 * of the database in memory have random passwords, made anew by each process.
 */
package switchboard.config.store.database;
