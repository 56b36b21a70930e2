/**
 * The syntax of the config file: that of libconfig, in which {@code proxysql.cnf} is written.
 *
 * <p>Tables: none. Services out: {@code ConfigFile}. Services in: none. It knows no section: which there are and what
 * their values mean is told by the modules' {@code FileSection}s and done by {@code config-store}. Values are handed on
 * as text: numbers in decimal, booleans as {@code true} and {@code false}.
 *
 * <p>What is accepted is what libconfig 1.7 accepts (its grammar.y and scanner.l; manual, "Configuration Files").
 * There a backslash that begins no escape stands for itself: regular expressions are written as they are. Beyond it,
 * an included file is sought beside the file that names it, errors tell the column, and an empty array in an entry is
 * NULL.
 *
 * <p>What outlives a replacement of this bundle: it keeps nothing.
 */
package switchboard.config.file;
