package switchboard.mysql.protocol.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class WorkerSessionTest {
    private final List<String> events = new ArrayList<>();
    private final CompletableFuture<Runnable> later = new CompletableFuture<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    /** Leaves a command that begins with "wait" for later. */
    private final WorkerSession.Worker worker = new WorkerSession.Worker() {
        private CompletionStage<Runnable> rest;

        @Override
        public void run(int command, ByteBuf payload) {
            String text = payload.toString(StandardCharsets.UTF_8);
            events.add(text);
            rest = text.startsWith("wait") ? later : null;
        }

        @Override
        public CompletionStage<Runnable> rest() {
            return rest;
        }

        @Override
        public void failed(Throwable fault) {
            events.add("failed: " + fault.getMessage());
        }

        @Override
        public void cancel() {
            events.add("cancelled");
        }

        @Override
        public void close() {
            events.add("closed");
        }

        @Override
        public void wake() {
            channel.flush();
        }
    };

    private void send(String text) {
        ByteBuf packet = Unpooled.buffer().writeMediumLE(1 + text.length()).writeByte(0).writeByte(3);
        packet.writeCharSequence(text, StandardCharsets.UTF_8);
        channel.writeInbound(packet);
        channel.runPendingTasks();
    }

    private void start() {
        channel.pipeline().addLast(new WorkerSession(channel, Runnable::run, worker));
    }

    @Test
    void theNextCommandWaitsForTheRestOfOneThatHoldsNoThread() {
        start();
        send("one");
        send("wait");
        send("two");
        assertEquals(List.of("one", "wait"), events);
        later.complete(() -> events.add("rest"));
        channel.runPendingTasks();
        assertEquals(List.of("one", "wait", "rest", "two"), events);
    }

    @Test
    void aRestThatFailsIsToldAndTheSessionGoesOn() {
        start();
        send("wait");
        later.completeExceptionally(new IllegalStateException("no news"));
        channel.runPendingTasks();
        send("two");
        assertEquals(List.of("wait", "failed: no news", "two"), events);
    }

    @Test
    void aSessionThatEndsMeanwhileIsClosedAfterTheRest() {
        start();
        send("wait");
        channel.close();
        channel.runPendingTasks();
        assertEquals(List.of("wait", "cancelled"), events);
        later.complete(() -> events.add("rest"));
        channel.runPendingTasks();
        assertEquals(List.of("wait", "cancelled", "rest", "closed"), events);
    }
}
