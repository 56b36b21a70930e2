package switchboard.aurora;

import java.util.ArrayList;
import java.util.List;

/** The lags that the last answers told of one server, the newest last; immutable. */
record LagWindow(List<Double> lagsMs) {
    static final LagWindow EMPTY = new LagWindow(List.of());

    LagWindow {
        lagsMs = List.copyOf(lagsMs);
    }

    /** With one more, as far back as the row asks for. */
    LagWindow with(double lagMs, AuroraRow.Lag rule) {
        List<Double> next = new ArrayList<>(lagsMs);
        next.add(lagMs);
        return new LagWindow(next.subList(Math.max(0, next.size() - rule.checks()), next.size()));
    }

    /** The greatest of lag + add_lag_ms, at least min_lag_ms each; lags of 0 don't count. In milliseconds, 0 for none. */
    long estimateMs(AuroraRow.Lag rule) {
        return lagsMs.stream().skip(Math.max(0, lagsMs.size() - rule.checks())).filter(lag -> lag != 0)
                .mapToLong(lag -> Math.max(Math.round(lag) + rule.added().toMillis(), rule.min().toMillis())).max()
                .orElse(0);
    }
}
