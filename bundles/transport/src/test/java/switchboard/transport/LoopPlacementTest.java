package switchboard.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorChooserFactory.EventExecutorChooser;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopPlacementTest {
    private final EventExecutor[] loops = {new DefaultEventExecutor(), new DefaultEventExecutor(),
            new DefaultEventExecutor()};

    @AfterEach
    void close() {
        Arrays.stream(loops).forEach(EventExecutor::shutdownGracefully);
    }

    @Test
    void fillsOneLoopAfterTheOtherAndThenEvenly() {
        EventExecutorChooser chooser = new LoopPlacement(2).newChooser(loops);
        assertEquals(List.of(0, 0, 1, 1, 2, 2, 0, 1, 2), List.of(next(chooser), next(chooser), next(chooser),
                next(chooser), next(chooser), next(chooser), next(chooser), next(chooser), next(chooser)));
    }

    @Test
    void spreadsFromTheFirstOn() {
        EventExecutorChooser chooser = new LoopPlacement(1).newChooser(loops);
        assertEquals(List.of(0, 1, 2, 0), List.of(next(chooser), next(chooser), next(chooser), next(chooser)));
    }

    @Test
    void closedConnectionsMakeRoom() {
        LoopPlacement placement = new LoopPlacement(2);
        EventExecutorChooser chooser = placement.newChooser(loops);
        for (int connection = 0; connection < 6; connection++) {
            next(chooser);
        }
        placement.leave(loops[1]);
        placement.leave(loops[1]);
        assertEquals(1, next(chooser));
        for (EventExecutor loop : loops) {
            placement.leave(loop);
        }
        placement.leave(loops[2]);
        assertEquals(0, next(chooser), "one is left: the first loop has room again");
    }

    private int next(EventExecutorChooser chooser) {
        return List.of(loops).indexOf(chooser.next());
    }
}
