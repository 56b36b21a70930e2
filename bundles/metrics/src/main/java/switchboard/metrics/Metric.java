package switchboard.metrics;

import io.prometheus.metrics.model.snapshots.Labels;

/**
 * A line of metrics.tsv.
 *
 * @param counter false for a gauge
 * @param source where its value stands
 * @param subtracted what is taken off, or null
 * @param factor of its unit: 1e-3 for milliseconds shown as seconds
 */
record Metric(String name, boolean counter, Labels labels, Source source, Source subtracted, double factor,
        String help) {
    /** Where values are read. */
    enum Place {
        GLOBAL, MEMORY, VARIABLE
    }

    /** A value by its place and name. */
    record Source(Place place, String name) {
    }
}
