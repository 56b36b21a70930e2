/**
 * Metrics for Prometheus under ProxySQL's names: what statistics tables and variables say at the moment of a scrape.
 * Nothing is counted here, so queries cost nothing.
 *
 * <p>Provides: {@code AdminAction} "SHOW PROMETHEUS METRICS". Needs: {@code AdminDatabase}, variables, and other
 * bundles' {@code LabelledCounters}. A table whose bundle is stopped takes its metrics away; counters stay.
 *
 * <p>What outlives a replacement of this bundle: nothing but that counters of bundles that were replaced before it begin
 * again, as after a restart.
 *
 * <p>Metrics of Prometheus' core library are objects that are counted up; there are none. Its model and its writer are
 * used directly, as snapshots. It adds {@code _total} to each counter: the four that ProxySQL names without are
 * gauges.
 */
package switchboard.metrics;
