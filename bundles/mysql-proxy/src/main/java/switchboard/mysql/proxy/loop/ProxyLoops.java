package switchboard.mysql.proxy.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import io.netty.util.concurrent.Future;

/** All event loops of the proxy, for those who look at them from outside. */
public record ProxyLoops(List<ProxyLoop> loops) {
    private static final long LIMIT_SECONDS = 5;

    public ProxyLoops {
        loops = List.copyOf(loops);
    }

    /** The sum of a counter. Any thread. */
    public long sum(Counter counter) {
        long sum = 0;
        for (ProxyLoop loop : loops) {
            sum += loop.counters().get(counter);
        }
        return sum;
    }

    /**
     * Asks every loop on its own thread and waits for the answers, at most 5 s for each. Never on an event loop.
     *
     * @throws IllegalStateException a loop doesn't answer
     */
    public <T> List<T> ask(Function<ProxyLoop, T> question) {
        List<Future<T>> asked = new ArrayList<>();
        for (ProxyLoop loop : loops) {
            asked.add(loop.eventLoop().submit(() -> question.apply(loop)));
        }
        List<T> answers = new ArrayList<>();
        for (Future<T> answer : asked) {
            answers.add(await(answer));
        }
        return answers;
    }

    /** As {@link #ask}, but one loop only. */
    public <T> T askFirst(Function<ProxyLoop, T> question) {
        ProxyLoop first = loops.get(0);
        return await(first.eventLoop().submit(() -> question.apply(first)));
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while event loops were asked", stopped);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("an event loop did not answer within 5 s", failed);
        }
    }
}
