package switchboard.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import switchboard.metrics.Metric.Place;
import switchboard.metrics.Metric.Source;

/** Makes the text of a scrape: each table is read once. */
final class Scrape {
    private final List<Metric> metrics;
    private final Readings readings;
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    Scrape(List<Metric> metrics, Readings readings) {
        this.metrics = metrics;
        this.readings = readings;
    }

    String text() throws SQLException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(32 * 1024);
        Families families = families();
        try { // apart: ProxySQL has a gauge x beside a counter x_total, which one list of the library can't hold
            write(out, families.snapshots(true).toList());
            write(out, families.snapshots(false).toList());
            write(out, List.of(version()));
        } catch (IOException impossible) { // it goes to memory
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void write(ByteArrayOutputStream out, List<MetricSnapshot> snapshots) throws IOException {
        writer.write(out, new MetricSnapshots(snapshots), EscapingScheme.DEFAULT);
    }

    private Families families() throws SQLException {
        Families families = new Families();
        named(families);
        PoolMetrics pool = new PoolMetrics(families);
        readings.connectionPool().forEach(pool::server);
        readings.errors().forEach(pool::error);
        PeerMetrics peers = new PeerMetrics(families);
        readings.peers(Readings.Peers.CHECKSUMS).forEach(peers::checksum);
        readings.peers(Readings.Peers.METRICS).forEach(peers::peer);
        readings.peers(Readings.Peers.CLIENTS_STATUS).forEach(peers::client);
        readings.counters().forEach(each -> families.counter(each.name(), each.help(), labels(each.labels()),
                each.value()));
        long files = readings.openFiles();
        if (files >= 0) {
            families.gauge("proxysql_fds_in_use", "Open files and sockets of the process.", Labels.EMPTY, files);
        }
        return families;
    }

    private static Labels labels(Map<String, String> values) {
        Labels labels = Labels.EMPTY;
        for (Map.Entry<String, String> each : new TreeMap<>(values).entrySet()) {
            labels = labels.add(each.getKey(), each.getValue());
        }
        return labels;
    }

    /** Those of metrics.tsv whose value is known. */
    private void named(Families families) throws SQLException {
        Map<Place, UnaryOperator<String>> places = new EnumMap<>(Place.class);
        Map<String, String> global = readings.global();
        Map<String, String> memory = readings.memory();
        places.put(Place.GLOBAL, global::get);
        places.put(Place.MEMORY, memory::get);
        places.put(Place.VARIABLE, readings::variable);
        for (Metric metric : metrics) {
            double value = value(metric.source(), places);
            if (metric.subtracted() != null) {
                value = Math.max(0, value - value(metric.subtracted(), places)); // they were not read at one moment
            }
            if (!Double.isNaN(value)) {
                add(families, metric, value * metric.factor());
            }
        }
    }

    private static void add(Families families, Metric metric, double value) {
        if (metric.counter()) {
            families.counter(metric.name(), metric.help(), metric.labels(), value);
        } else {
            families.gauge(metric.name(), metric.help(), metric.labels(), value);
        }
    }

    private static double value(Source source, Map<Place, UnaryOperator<String>> places) {
        return Values.number(places.get(source.place()).apply(source.name()));
    }

    private MetricSnapshot version() {
        Labels labels = Labels.of("version", readings.version(), "version_comment",
                "Switchboard version " + readings.version());
        return new InfoSnapshot(new MetricMetadata("proxysql_version", "The version."), // the writer adds _info
                List.of(new InfoDataPointSnapshot(labels)));
    }
}
