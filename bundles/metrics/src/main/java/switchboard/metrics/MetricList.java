package switchboard.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import switchboard.metrics.Metric.Place;
import switchboard.metrics.Metric.Source;

/** Reads metrics.tsv, which is part of the bundle. */
final class MetricList {
    private static final String FILE = "metrics.tsv";
    private static final int COLUMNS = 6;

    private MetricList() {
    }

    static List<Metric> read() {
        try (InputStream in = MetricList.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(MetricList::metric).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Metric metric(String line) {
        String[] columns = line.split("\t", COLUMNS);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException(FILE + ": " + COLUMNS + " columns expected: " + line);
        }
        String[] label = columns[2].split("=");
        String[] names = columns[3].substring(2).split("-(?=Query_)");
        Place place = place(columns[3]);
        return new Metric(columns[0], columns[1].equals("counter"),
                columns[2].isEmpty() ? Labels.EMPTY : Labels.of(label[0], label[1]), new Source(place, names[0]),
                names.length > 1 ? new Source(place, names[1]) : null, Double.parseDouble(columns[4]), columns[5]);
    }

    private static Place place(String source) {
        return switch (source.substring(0, 2)) {
            case "g:" -> Place.GLOBAL;
            case "m:" -> Place.MEMORY;
            case "v:" -> Place.VARIABLE;
            default -> throw new IllegalStateException(FILE + ": unknown source " + source);
        };
    }
}
