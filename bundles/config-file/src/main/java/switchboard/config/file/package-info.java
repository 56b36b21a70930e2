/**
 * The config file's syntax: libconfig, as in proxysql.cnf. Reads it with positions for messages, and writes it.
 *
 * <p>Provides: {@code ConfigFile}. Needs nothing. Nothing outlives a replacement, and nothing has to.
 */
package switchboard.config.file;
