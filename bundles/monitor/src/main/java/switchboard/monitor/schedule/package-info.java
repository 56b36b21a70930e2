/**
 * When which group of which check is asked: spread over the intervals, on a few event loops, nobody waits for anybody.
 */
package switchboard.monitor.schedule;
