package switchboard.mysql.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import switchboard.mysql.protocol.Packets;

/**
 * A session whose commands may wait for a database: packets come on the event loop and queue up, at most {@value
 * #MAX_WAITING} of them; one at a time is run on the executor. Stands behind a reassembling {@code PacketDecoder}.
 */
public final class WorkerSession extends ChannelInboundHandlerAdapter {
    private static final int MAX_WAITING = 64;

    /** What commands do. */
    public interface Worker {
        /**
         * Runs one command, on a thread of the executor, and answers it.
         *
         * @param command its first byte, -1 if the packet is empty
         * @param payload what follows it; borrowed
         * @throws IOException closes the session: its client is gone or broke the protocol
         */
        void run(int command, ByteBuf payload) throws IOException;

        /**
         * What is left to do of the command that was just run, when something has happened for which no thread is to
         * wait; null if it is done. Asked once after each command; what comes of it is run on the executor.
         */
        default CompletionStage<Runnable> rest() {
            return null;
        }

        /** A command failed by a fault of ours; the session goes on. */
        void failed(Throwable fault);

        /** The client is gone while a command runs: it should end soon. On the event loop. */
        void cancel();

        /** The session is over, no command runs. On a thread of the executor. */
        void close();

        /** The client takes bytes again, or is gone. On the event loop. */
        void wake();
    }

    private final Channel channel;
    private final Executor threads;
    private final Worker worker;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean over;

    public WorkerSession(Channel channel, Executor threads, Worker worker) {
        this.channel = channel;
        this.threads = threads;
        this.worker = worker;
    }

    public Channel channel() {
        return channel;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf packet = (ByteBuf) message;
        if (over || waiting.size() >= MAX_WAITING) {
            packet.release();
            ctx.close();
            return;
        }
        waiting.add(packet);
        next();
    }

    private void next() {
        ByteBuf packet = running || over ? null : waiting.poll();
        if (packet != null) {
            running = true;
            threads.execute(() -> run(packet));
        }
    }

    private void run(ByteBuf packet) {
        CompletionStage<Runnable> rest = null;
        try {
            packet.skipBytes(Packets.HEADER_BYTES);
            worker.run(packet.isReadable() ? packet.readUnsignedByte() : -1, packet);
            rest = worker.rest();
        } catch (IOException gone) {
            channel.close();
        } catch (RuntimeException | LinkageError fault) {
            worker.failed(fault);
        } finally {
            packet.release();
            if (rest == null) {
                channel.eventLoop().execute(this::done);
            }
        }
        if (rest != null) {
            rest.whenComplete((task, failure) -> threads.execute(() -> finish(task, failure)));
        }
    }

    private void finish(Runnable task, Throwable failure) {
        try {
            if (failure == null) {
                task.run();
            } else {
                worker.failed(failure);
            }
        } catch (RuntimeException | LinkageError fault) {
            worker.failed(fault);
        } finally {
            channel.eventLoop().execute(this::done);
        }
    }

    private void done() {
        running = false;
        if (over) {
            threads.execute(worker::close);
        } else {
            next();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        worker.wake();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        worker.wake();
        if (running) {
            worker.cancel();
        } else {
            threads.execute(worker::close);
        }
    }
}
