/**
 * Runs programs at intervals.
 *
 * <p>Table: {@code scheduler}. Services out: {@code ConfigModule} "SCHEDULER"; {@code ScheduledPrograms} as soon as
 * there are rows. Services in: {@code ScheduledPrograms} of other instances of this bundle.
 *
 * <p>A program gets no shell, no input and the process's environment; its first run comes one interval after LOAD. As
 * in ProxySQL a run does not wait for the one before. What ProxySQL leaves open is bounded here, see {@link
 * switchboard.scheduler.RunLimits}: how many runs of one row there may be at once, how long a run may take, how much
 * of its output is kept. One thread starts, watches and reads all of them; it never waits for a program.
 *
 * <p>What outlives a replacement of this bundle: the time of each row's next run. The new bundle asks the old one,
 * which starts nothing more from the moment the new one has its rows. Runs under way are the old bundle's until it is
 * stopped at the end of its drain; what still runs then is ended. A stop of the bundle, or of the process, ends them
 * too.
 */
package switchboard.scheduler;
