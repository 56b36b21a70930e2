/**
 * The hostgroups of Galera clusters.
 *
 * <p>Table: {@code mysql_galera_hostgroups}, a part of "MYSQL SERVERS". Services out: {@code ConfigExtension}. Services in: none. The rows
 * are kept, checked, loaded and saved; nothing asks the servers yet and nothing moves them.
 *
 * <p>Stopped, its table is gone from main, disk and runtime, as is its share of LOAD and SAVE MYSQL SERVERS; the rows stay
 * in main and on disk, and are there again when it is started.
 *
 * <p>What outlives a replacement of this bundle: nothing has to, the rows are read again from main.
 */
package switchboard.galera;
