/**
 * The programs that are to run at intervals.
 *
 * <p>Tables: {@code scheduler}. Services out: {@code ConfigModule} "SCHEDULER". Services in: none. The rows are kept,
 * loaded and saved; no program is run yet.
 *
 * <p>What outlives a replacement of this bundle: nothing has to, the rows are read again from main.
 */
package switchboard.scheduler;
