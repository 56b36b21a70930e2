package switchboard.topology;

import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Who writes first: weight, then name, then port, the greatest first (ProxySQL 2.7: weight DESC, hostname DESC, port DESC). */
final class WriterOrder {
    private WriterOrder() {
    }

    static <T> Comparator<T> of(ToIntFunction<T> weight, Function<T, String> hostname, ToIntFunction<T> port) {
        return Comparator.comparingInt(weight).thenComparing(hostname).thenComparingInt(port).reversed();
    }
}
